"""The command line's way in: `sayso …` and `python -m sayso …`."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from sayso.showing.cli import run  # noqa: PLC0415  typer and rich load only when a command runs

    run()


if __name__ == "__main__":
    main()
