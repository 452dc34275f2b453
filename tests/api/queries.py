"""Queries that need no data: large answers and long work."""


def product(of: int, size: int) -> str:
    """The pattern of `size ** of` rows."""
    numbers = " ".join(map(str, range(size)))
    return " ".join(f"VALUES ?v{number} {{ {numbers} }}" for number in range(of))


LARGE = f"SELECT * {{ {product(4, 18)} }}"  # 105,000 rows, some megabytes
FLOOD = f"SELECT * {{ {product(5, 40)} }}"  # gigabytes
LONG = f"SELECT (COUNT(DISTINCT ?v0) AS ?n) {{ {product(5, 60)} }}"  # minutes without output
_DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(36))
BOMB = f'SELECT (STRLEN(?x36) AS ?n) {{ BIND("0123456789ABCDEF" AS ?x0) {_DOUBLED} }}'
UNKEPT = "ASK { FILTER(RAND() < 2) }"  # true, and never from the cache: a worker has to answer
