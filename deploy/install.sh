#!/bin/sh
# Installs this station on a Linux with systemd, from the unpacked tarball: ./install.sh, as root.
# Run again, also from a newer tarball, it brings the program up to date, restarts a station that runs, and keeps what
# you have edited. ./install.sh --uninstall takes the program away and leaves settings, edited routes and
# recordings.
set -eu

PROGRAM=/opt/nightshift
LAUNCHER=/usr/local/bin/nightshift
UNITS=/usr/local/lib/systemd/system
COMPLETION=/usr/local/share/bash-completion/completions/nightshift
MANUAL=/usr/local/share/man/man1/nightshift.1.gz
CONFIGURATION=/etc/nightshift
HOME_FOLDER=/var/lib/nightshift
is_new=
JAVA=17

here=$(dirname "$(readlink -f "$0")")

main() {
  umask 022
  [ "$(id -u)" = 0 ] || fail "only root can install a service; use sudo."
  command -v systemctl > /dev/null || fail "there is no systemd here; run bin/nightshift by what your system has instead."
  case "$*" in
    "") install_station ;;
    --uninstall) uninstall ;;
    *)
      echo "Usage: $0 [--uninstall]" >&2
      exit 2
      ;;
  esac
}

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

# ---- installing -------------------------------------------------------------------------------------

install_station() {
  require
  make_user
  make_folders
  make_upload_group
  put_configuration
  put_program
  put_units
  # Without an archive the station only starts more slowly.
  "$PROGRAM/bin/class-data-archive" || true
  begin_or_restart
}

# Before anything is changed.
require() {
  [ -x "$here/bin/nightshift" ] && [ -d "$here/lib" ] ||
    fail "there is no station in $here; run the install.sh of an unpacked nightshift-VERSION.tar.gz."
  [ "$here" != "$PROGRAM" ] || fail "unpack the tarball anywhere but in $PROGRAM, where this puts the station."
  ! is_package || fail "the Debian package is installed; use apt, or remove it first (apt remove nightshift)."
  version=$(java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge $JAVA ] || fail "Java $JAVA or later is needed on the PATH, and there is ${version:-none}; install a headless Java runtime of your system first."
  command -v ffmpeg > /dev/null && command -v ffprobe > /dev/null || fail "ffmpeg and ffprobe are needed on the PATH; install ffmpeg first."
}

is_package() {
  command -v dpkg-query > /dev/null && [ "$(dpkg-query -W -f '${db:Status-Status}' nightshift 2> /dev/null)" = installed ]
}

make_user() {
  getent group nightshift > /dev/null || groupadd --system nightshift
  id nightshift > /dev/null 2>&1 ||
    useradd --system --gid nightshift --home-dir "$HOME_FOLDER" --no-create-home --shell "$(command -v nologin || echo /bin/false)" nightshift
}

# In the home root acts as the station's user: so a link there leads root nowhere.
as_station() {
  runuser -u nightshift -- "$@"
}

# A link is there, too, also one to a disk that is not mounted now.
is_there() {
  [ -e "$1" ] || [ -L "$1" ]
}

# What is put into incoming/ belongs to the station's group.
make_folders() {
  is_there "$HOME_FOLDER" || install -d -m 0750 -o nightshift -g nightshift "$HOME_FOLDER"
  [ -d "$HOME_FOLDER" ] && ! is_there "$HOME_FOLDER/incoming" || return 0
  as_station install -d -m 2770 "$HOME_FOLDER/incoming" && is_new=yes ||
    echo "install.sh: $HOME_FOLDER/incoming cannot be made; the station will make it, for itself alone." >&2
}

# Uploaders' own group: it gets at incoming/, and not at the passwords and recordings that the group nightshift may read.
make_upload_group() {
  if ! getent group nightshift-upload > /dev/null; then
    groupadd --system nightshift-upload
    is_new=yes
  fi
  # Only then: afterwards the administrator may have closed it.
  [ -n "$is_new" ] || return 0
  as_station setfacl -m g:nightshift-upload:x "$HOME_FOLDER" &&
    as_station setfacl -m g:nightshift-upload:rwx "$HOME_FOLDER/incoming" ||
    echo "install.sh: $HOME_FOLDER/incoming cannot be opened to the group nightshift-upload; install acl, and open it by setfacl yourself." >&2
}

put_configuration() {
  mkdir -p "$CONFIGURATION/routes"
  [ -e "$CONFIGURATION/nightshift.properties" ] ||
    sed "s|/usr/share/doc/nightshift/application|$PROGRAM/etc/application|; s|/usr/share/doc/nightshift|$PROGRAM|" "$here/etc/nightshift.properties" > "$CONFIGURATION/nightshift.properties"
  [ -e "$CONFIGURATION/secrets.properties" ] ||
    install -m 0640 -o root -g nightshift "$here/etc/secrets.properties" "$CONFIGURATION"
  for route in "$here"/routes/*.camel.yaml; do
    name=${route##*/}
    put_route "$route" "$PROGRAM/routes/$name" "$CONFIGURATION/routes/$name"
  done
}

# One that differs from what was installed before has been edited, and one of those that is missing was taken out.
put_route() {
  new=$1 before=$2 own=$3
  if [ -e "$own" ] && ! cmp -s "$own" "$before"; then
    cmp -s "$new" "$own" || cmp -s "$new" "$before" || echo "$own is left as you have it; the new one will be $before."
  elif [ -e "$own" ] || [ ! -e "$before" ]; then
    install -m 0644 "$new" "$own"
  fi
}

# A station that runs keeps the files that it has open.
put_program() {
  rm -rf "$PROGRAM.new" "$PROGRAM.old"
  mkdir -p "$PROGRAM.new"
  cp -R "$here/." "$PROGRAM.new"
  chown -R root:root "$PROGRAM.new"
  # However they were unpacked.
  chmod -R u=rwX,go=rX "$PROGRAM.new"
  [ ! -e "$PROGRAM" ] || mv "$PROGRAM" "$PROGRAM.old"
  mv "$PROGRAM.new" "$PROGRAM"
  rm -rf "$PROGRAM.old"
  mkdir -p "${LAUNCHER%/*}" "${COMPLETION%/*}" "${MANUAL%/*}"
  ln -sfn "$PROGRAM/bin/nightshift" "$LAUNCHER"
  ln -sfn "$PROGRAM/share/bash-completion/completions/nightshift" "$COMPLETION"
  ln -sfn "$PROGRAM/share/man/man1/nightshift.1.gz" "$MANUAL"
}

put_units() {
  mkdir -p "$UNITS"
  for unit in "$PROGRAM"/systemd/*.service; do
    sed "s|/usr/bin/nightshift|$LAUNCHER|; s|/usr/share/doc/nightshift|$PROGRAM|" "$unit" > "$UNITS/${unit##*/}"
  done
}

begin_or_restart() {
  if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    systemctl try-restart nightshift.service 'nightshift@*.service'
    ! systemctl --quiet is-active nightshift.service || return 0
  fi
  cat << END
Nightshift is installed, and not started. Two settings are yours to fill in:
  playout.host      in $CONFIGURATION/nightshift.properties   the host of your Icecast server
  playout.password  in $CONFIGURATION/secrets.properties      its source password
Then see whether all is well, and start it:
  runuser -u nightshift -- nightshift check
  systemctl enable --now nightshift
END
}

# ---- taking away ------------------------------------------------------------------------------------

uninstall() {
  ! is_package || fail "the Debian package is installed; use apt remove nightshift."
  if [ -d /run/systemd/system ]; then
    systemctl stop nightshift.service 'nightshift@*.service' 2> /dev/null || true
  fi
  for link in /etc/systemd/system/*.wants/nightshift.service /etc/systemd/system/*.wants/nightshift@*.service; do
    [ ! -L "$link" ] || rm -f "$link"
  done
  forget_unedited_routes
  rm -f "$UNITS/nightshift.service" "$UNITS/nightshift@.service" "$LAUNCHER" "$COMPLETION" "$MANUAL"
  rm -rf "$PROGRAM" "$PROGRAM.new" "$PROGRAM.old"
  [ ! -d /run/systemd/system ] || systemctl daemon-reload
  echo "The program is gone. What you have edited in $CONFIGURATION, $HOME_FOLDER and the user nightshift are left; delete them if you want nothing kept."
}

# Else a newer version would take them for edited: by then nothing tells what they were.
forget_unedited_routes() {
  for route in "$PROGRAM"/routes/*.camel.yaml; do
    own=$CONFIGURATION/routes/${route##*/}
    ! cmp -s "$route" "$own" || rm -f "$own"
  done
}

main "$@"
