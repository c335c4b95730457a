#!/bin/sh
# What some tests need beside Python: a YAML language server and an accessibility checker (npm), and a browser.
# Each is installed where the machine lets it, and missed plainly where not; nothing else depends on them.
folder=${1:-.tools}
mkdir -p "$folder"

if [ ! -x "$folder/node_modules/.bin/yaml-language-server" ] || [ ! -d "$folder/node_modules/axe-core" ]; then
    if command -v npm >/dev/null 2>&1; then
        npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error \
            yaml-language-server@1 axe-core@4 >"$folder/npm.log" 2>&1 ||
            echo "npm could not install yaml-language-server and axe-core ($folder/npm.log): tests that need them are left out."
    else
        echo "There is no npm: tests of editors and of accessibility are left out."
    fi
fi

if ! command -v chromium >/dev/null 2>&1 && ! command -v google-chrome >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        { apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core; } \
            >"$folder/apt.log" 2>&1 ||
            echo "apt-get could not install chromium ($folder/apt.log): tests in a browser are left out."
    else
        echo "There is no Chromium, and it cannot be installed from here: tests in a browser are left out."
    fi
fi
exit 0
