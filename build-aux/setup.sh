# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by ./run and ./check: what a fresh machine needs, and the build.

say ()
{
  printf '%s\n' "── $*"
}

as_root ()
{
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    say "root is needed for: $*"
    say "run this as root, or install sudo"
    exit 1
  fi
}

debian_build="gcc libc6-dev meson ninja-build pkg-config gettext python3 libgtk-4-dev libadwaita-1-dev libsoup-3.0-dev libjson-glib-dev
  libsqlite3-dev libsodium-dev libsecret-1-dev libgmime-3.0-dev libglib2.0-bin libglib2.0-dev-bin libgtk-4-bin adwaita-icon-theme fonts-cantarell
  fonts-dejavu-core desktop-file-utils tzdata ca-certificates dbus dbus-x11 xvfb xauth at-spi2-core"
debian_check="locales appstream clang-format python3-pyatspi python3-gi gir1.2-atspi-2.0 flatpak-builder git libasan8 libubsan1
  systemd man-db groff-base"
fedora_build="gcc meson ninja-build pkgconf-pkg-config gettext python3 gtk4-devel libadwaita-devel libsoup3-devel json-glib-devel sqlite-devel
  libsodium-devel libsecret-devel gmime30-devel glib2-devel adwaita-icon-theme abattis-cantarell-fonts dejavu-sans-fonts desktop-file-utils
  dbus-daemon dbus-x11 xorg-x11-server-Xvfb xorg-x11-xauth at-spi2-core"
fedora_check="appstream clang-tools-extra python3-pyatspi python3-gobject flatpak-builder git libasan libubsan systemd man-db groff-base"

# Packages that only newer releases have: zone names such as US/Pacific left tzdata in Debian 13.
debian_newer="tzdata-legacy"

newer_debian ()
{
  for package in $debian_newer; do
    apt-cache show "$package" >/dev/null 2>&1 && printf '%s ' "$package"
  done
  return 0
}

missing_debian ()
{
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || printf '%s ' "$package"
  done
}

missing_fedora ()
{
  for package in "$@"; do
    rpm -q --quiet --whatprovides "$package" || printf '%s ' "$package"
  done
}

# setup_install run|check
setup_install ()
{
  local wanted missing
  if command -v apt-get >/dev/null; then
    wanted=$debian_build
    [ "$1" = check ] && wanted="$wanted $debian_check"
    missing=$(missing_debian $wanted $(newer_debian))
    [ -z "$missing" ] && return 0
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >/dev/null
    # Fresh package lists may know more packages than the old ones.
    missing=$(missing_debian $wanted $(newer_debian))
    say "installing, as root: $missing"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends $missing >/dev/null
  elif command -v dnf >/dev/null; then
    wanted=$fedora_build
    [ "$1" = check ] && wanted="$wanted $fedora_check"
    missing=$(missing_fedora $wanted)
    [ -z "$missing" ] && return 0
    say "installing, as root: $missing"
    as_root dnf install -yq $missing
  else
    say "this machine has neither apt-get nor dnf; install by hand: $debian_build"
    exit 1
  fi
}

# Lets programs keep their temporary files in memory, where the system has room and lets them run there. A store waits for
# the disk at every commit, which is most of the time of many tests. The caller deletes the folder.
setup_memory ()
{
  local free
  [ -z "${TMPDIR:-}" ] || return 0
  free=$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1)
  [ "${free:-0}" -ge 1048576 ] && memory=$(mktemp -d /dev/shm/cordboard.XXXXXX 2>/dev/null) || return 0
  if cp "$(type -P true)" "$memory/true" 2>/dev/null && "$memory/true" 2>/dev/null; then
    export TMPDIR=$memory
  fi
  rm -f "$memory/true"
}

# setup_build DIR [meson options]
setup_build ()
{
  local dir=$1
  shift
  if [ ! -f "$dir/build.ninja" ]; then
    say "configuring $dir"
    meson setup "$dir" "$@" >"$dir.log" 2>&1 || { cat "$dir.log"; say "configuring failed"; exit 1; }
    mv "$dir.log" "$dir/setup.log"
  fi
  say "building $dir"
  ninja -C "$dir" >"$dir/build.log" 2>&1 || { tail -60 "$dir/build.log"; say "the build failed; all of it is in $dir/build.log"; exit 1; }
}
