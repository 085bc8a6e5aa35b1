"""Pages of the outbox, of one's own letters, and the page that ends letters."""
