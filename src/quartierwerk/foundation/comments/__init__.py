"""Comments on anything that has a kind and a code, with mentions that reach their people."""
