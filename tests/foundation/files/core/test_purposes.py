import pytest

from quartierwerk.foundation.files.core import media_types as kinds
from quartierwerk.foundation.files.core.purposes import ALLOWED, Purpose, check_admitted
from quartierwerk.foundation.files.core.refusals import EmptyFileError, LockedFileError, TooLargeError, WrongKindError


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_takes_its_kinds_up_to_its_size(purpose):
    allowance = ALLOWED[purpose]

    for media_type in allowance.media_types:
        check_admitted(media_type, size=allowance.largest, purpose=purpose)
    with pytest.raises(TooLargeError) as caught:
        check_admitted(allowance.media_types[0], size=allowance.largest + 1, purpose=purpose)
    assert (caught.value.size, caught.value.limit) == (allowance.largest + 1, allowance.largest)


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize(
    ("media_type", "refusal"),
    [
        (kinds.EMPTY, EmptyFileError),
        (kinds.LOCKED, LockedFileError),
        (kinds.HTML, WrongKindError),
        (kinds.XLSM, WrongKindError),
        (kinds.OLD_OFFICE, WrongKindError),
        (kinds.UNKNOWN, WrongKindError),
    ],
)
def test_every_purpose_refuses_what_is_empty_locked_or_of_no_use(purpose, media_type, refusal):
    with pytest.raises(refusal):
        check_admitted(media_type, size=1, purpose=purpose)


def test_purposes_share_no_kind():
    kinds_of_all = [media_type for allowance in ALLOWED.values() for media_type in allowance.media_types]

    assert len(kinds_of_all) == len(set(kinds_of_all))
