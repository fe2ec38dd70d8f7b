"""What several of these rules look at: names with values, addresses on the web, lists of words."""
