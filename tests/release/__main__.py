"""Say whether the help numbers were looked at recently enough for a release; exit 1 if not."""

import sys
from datetime import date
from pathlib import Path

from coach.content.library import Library
from coach.content.support import SupportFile
from coach.system import folders


def main() -> int:
    """Compare `review_by` of the support page with today."""
    library = Library(folders.assets(), Path("/nonexistent"))
    page, _ = library.load(library.find("support", "help"), SupportFile)
    is_fresh = date.today() <= page.review_by
    print(f"Help numbers: review by {page.review_by}. {'Fresh.' if is_fresh else 'Too old.'}")
    return 0 if is_fresh else 1


if __name__ == "__main__":
    sys.exit(main())
