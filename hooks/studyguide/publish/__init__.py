"""From pages to a published site: settings, policy, the plain folder, and the exchange of sites."""
