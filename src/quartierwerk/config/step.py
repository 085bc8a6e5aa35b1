"""One of Django's commands in a process of its own, in the language of the command line: a step of the start."""

import sys


def main() -> None:
    """Run the command that is named."""
    import django  # noqa: PLC0415 -- after the set-up
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- after the set-up
    from django.utils import translation  # noqa: PLC0415 -- after the set-up

    from quartierwerk.config import language  # noqa: PLC0415 -- after the set-up

    django.setup()
    translation.activate(language.chosen())
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
