#!/bin/sh
# Opens ilmdocs in the browser. Written by "ilmdocs starter"; a double-click is enough.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 5
cd -- "$here" || exit 5
place=${XDG_DATA_HOME:-$HOME/.local/share}/ilmdocs/program
new_enough='import sys, venv; sys.exit(sys.version_info < (3, 11))'
wheel=
for file in ilmdocs-*.whl; do
    if [ -f "$file" ]; then wheel=$file; fi
done

# A window that closes at once tells nobody anything.
stay() {
    if [ -t 0 ]; then
        printf '\nPress Enter to close this window. '
        read -r _
    fi
    exit "$1"
}

works() { [ -x "$1" ] && "$1" -c 'import ilmdocs' >/dev/null 2>&1; }

set_up() {
    printf '\n  ilmdocs is being set up. This happens once, needs the internet\n'
    printf '  and takes a few minutes. Please leave this window open ...\n\n'
    rm -rf -- "$place"
    mkdir -p -- "$(dirname -- "$place")" || return 1
    if [ "$1" = uv ]; then
        uv venv --quiet --python 3.12 "$place" && uv pip install --quiet --python "$python" "./$wheel" || return 1
    else
        "$1" -m venv "$place" && "$python" -m pip install --quiet --disable-pip-version-check "./$wheel" || return 1
    fi
    : >"$place/$wheel.installed"
}

# The ilmdocs that wrote this folder, if this is still the same computer; else what an earlier start set up,
# unless a newer version lies here now.
python={{PYTHON}}
if ! works "$python"; then
    python=$place/bin/python
    if { [ -n "$wheel" ] && [ ! -f "$place/$wheel.installed" ]; } || ! works "$python"; then
        if [ -z "$wheel" ]; then
            printf '\n  This folder holds no ilmdocs that could be set up, and the one that it was\n'
            printf '  made with is not on this computer. Ask whoever gave it to you for a folder\n'
            printf '  that was made with the option --wheel.\n'
            stay 4
        fi
        found=
        for name in python3 python3.14 python3.13 python3.12 python3.11; do
            if [ -z "$found" ] && "$name" -c "$new_enough" >/dev/null 2>&1; then found=$name; fi
        done
        if [ -z "$found" ] && uv --version >/dev/null 2>&1; then found=uv; fi
        if [ -z "$found" ]; then
            printf '\n  Python 3.11 or newer is missing on this computer; ilmdocs needs it. It is free.\n'
            printf '  macOS: get it from https://www.python.org/downloads/macos/\n'
            printf '  Linux: install the packages python3 and python3-venv.\n'
            printf '  Then start this file again.\n'
            stay 4
        fi
        if ! set_up "$found"; then
            printf '\n  ilmdocs could not be set up; the lines above say why. Mostly the internet\n'
            printf '  cannot be reached, or the disk is full. Then start this file again.\n'
            stay 5
        fi
    fi
fi

printf '\n  ilmdocs opens in your browser in a moment.\n\n'
printf '  Keep this window open while you work. To finish, close it.\n\n'
"$python" -m ilmdocs web "$@"
code=$?
if [ "$code" -ne 0 ] && [ "$code" -ne 130 ]; then
    printf '\n  ilmdocs has stopped. The lines above say why and what to do.\n'
    stay "$code"
fi
