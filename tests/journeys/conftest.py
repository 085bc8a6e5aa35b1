"""The stories drive the whole product; ``tests.browser`` starts it and the browser once for all of them."""
