"""The words of the pages in zh and en, a module for each kind of page; a test holds them parallel."""
