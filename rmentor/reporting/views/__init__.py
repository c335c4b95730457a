"""One frozen view a document: what its template may name, with figures and dates in words."""
