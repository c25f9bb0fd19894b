"""`python -m medsynth_catalog` is `medsynth`."""

from medsynth_catalog.cli import main

if __name__ == "__main__":
    main()
