"""What the files say, typed: texts, quantities and periods, entities, facts, articles.

`base` the common base · `text` texts, locators, numbers in words · `quantity` periods and codes ·
`entity` the registry · `division` China's divisions · `fact` one class a kind of fact ·
`files` YAML with line numbers · `article` a fact file as a whole · `review` facts against the
text · `schema` the JSON Schemas that editors use.
"""
