"""What tests of several parts share: builders of guides and of sites, and the means to look at what they make."""
