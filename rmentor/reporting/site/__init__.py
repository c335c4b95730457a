"""All reports in one page of HTML that needs nothing but itself."""
