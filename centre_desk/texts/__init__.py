"""Words for people: gettext catalogues as objects, sentences of refusals, dates and francs."""
