"""What the pages show, made ready for a template to loop over: a module for each kind of page."""
