"""What keeps a backup from being written or read back."""


class KeepingRefusedError(RuntimeError):
    """A backup or a restore cannot go on; the message is the sentence for whoever asked for it."""
