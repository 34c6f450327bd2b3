#!/usr/bin/env bash
# The steps of .github/workflows/publish.yml, on any machine: build the pages, verify them, make the site, tell what
# changed.
#
#   ./publish.sh                     the pages in briefings/ and the site in site/
#   ./publish.sh --base REVISION     the same, and what changed since the pages committed there
#   ./publish.sh --keep              commit the pages that were built, and push them: the record of addresses is
#                                    among them, and an address that was published once must lead on for ever
#
# What changed is Markdown; it is added to the file $GITHUB_STEP_SUMMARY where there is one, and printed elsewhere.
# $BRIEFINGS_PYTHON is a Python that has the program; without it `make` installs the program into .venv.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

output=briefings # the setting `output`

usage() {
  echo "usage: ./publish.sh [--base REVISION | --keep]" >&2
  exit 2
}

say() { printf '\n== %s\n' "$*" >&2; }

build() {
  say "Pages"
  "$python" -m generator build --no-site
  say "Every sentence against the seeds"
  "$python" -m generator verify
  say "Site"
  # What stands of an earlier site is known by digests (generator/site_reuse.py) and not made again.
  NO_MKDOCS_2_WARNING=true "$python" -m mkdocs build --quiet --strict --dirty
  echo "The site lies in site/index.html"
}

# What changed, for a person to read. A base without pages, or one that was not fetched, is said so and stops nothing.
tell() {
  local errors status=0 delta
  errors=$(mktemp)
  delta=$("$python" -m generator diff "$1" 2>"$errors") || status=$?
  if [ "$status" -gt 1 ]; then
    delta=$(printf '## What changed is not known\n\n' && sed 's/^/    /' "$errors")
  fi
  rm -f "$errors"
  printf '%s\n' "$delta" >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
}

keep() {
  git add --all -- "$output"
  if git diff --cached --quiet -- "$output"; then
    echo "The pages are committed already"
    return
  fi
  git commit --quiet --message "Build the pages" -- "$output"
  # Another push may have come first; its own run builds its pages upon these.
  if ! git push --quiet; then
    git pull --quiet --rebase
    git push --quiet
  fi
  echo "The pages are committed and pushed"
}

case "$#:${1:-}" in
  0: | 2:--base) ;;
  1:--keep)
    keep
    exit
    ;;
  *) usage ;;
esac

if [ -n "${BRIEFINGS_PYTHON:-}" ]; then
  python=$BRIEFINGS_PYTHON
else
  make .venv/.site
  python=.venv/bin/python
fi
build
if [ "$#" -eq 2 ]; then
  say "What changed since $2"
  tell "$2"
fi
