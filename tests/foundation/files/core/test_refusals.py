from quartierwerk.foundation.files.core.refusals import DamagedFileError, TooLargeError, TooManyPixelsError, WrongKindError


def test_refusals_carry_the_facts_their_sentences_need():
    assert (TooLargeError(3, 2).size, TooLargeError(3, 2).limit) == (3, 2)
    assert (WrongKindError("a/b", ("c/d",)).found, WrongKindError("a/b", ("c/d",)).allowed) == ("a/b", ("c/d",))
    assert (TooManyPixelsError(9, 8).pixels, TooManyPixelsError(9, 8).limit) == (9, 8)
    assert (DamagedFileError("ab", "missing").sha256, DamagedFileError("ab", "missing").finding) == ("ab", "missing")
