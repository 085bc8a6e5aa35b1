"""Letters by e-mail: written once, kept in an outbox a human can hold and check, sent by the worker.

Vocabulary: a *letter* is one message to one person; a *batch* is a list of letters that leave together after
somebody has checked them; a *digest* is the one letter a day that says what waits. Rooms do not send mail: they
hand a letter to the outbox or fill the slot ``digest_items``. Without the settings of a mail server, and always
in the example programme, letters stay in the outbox.
"""
