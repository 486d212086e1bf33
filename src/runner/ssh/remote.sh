# What a host's own /bin/sh does for one run. Before it stand the variables rb_mark, rb_run and rb_grace,
# behind it rb_prepare and rb_command, and everything is one compound command. POSIX, nothing more.

rb_main() {
  # Programs get neither: 3 is where we are told things, 4 is closed when the command has to end.
  exec 3>&2 4<&0 2>/dev/null
  printf '%s started\n' "$rb_mark"
  rb_say started
  # Whoever leads a group can end it whole; sshd of OpenSSH gives each command one of its own.
  kill -0 "-$$" || rb_fail group
  rb_prepare
  rb_stop=
  trap : TERM
  trap 'rb_stop=1' USR1
  rb_watch &
  rb_watcher=$!
  rb_command
  rb_say over
  # When the end was asked for, the watch has the last word.
  while [ -n "$rb_stop" ] && kill -0 "$rb_watcher"; do wait "$rb_watcher"; done
  kill -KILL "$rb_watcher"
  exit 0
}

rb_say() { printf '%s %s\n' "$rb_mark" "$1" >&3; }

rb_fail() {
  rb_say "fail $1"
  exit 0
}

# Finds a program where PATH says; folders in it that are not absolute are passed over.
rb_find() {
  rb_why=missing
  rb_found=
  case $1 in
    */*) rb_usable "$1" ;;
    *)
      set -f
      IFS=:
      for rb_folder in $rb_path; do
        case $rb_folder in /*) rb_usable "$rb_folder/$1" && break ;; esac
      done
      unset IFS
      set +f
      ;;
  esac
  [ -n "$rb_found" ]
}

rb_usable() {
  [ -e "$1" ] || return 1
  rb_why=forbidden
  [ -f "$1" ] && [ -x "$1" ] && rb_found=$1
}

# Waits beside the command until our end of the input is closed: by will, or because the connection
# broke. Then it asks the command to end, waits for the grace, kills, and says what resisted.
rb_watch() {
  trap '' TERM HUP INT PIPE
  read -r rb_self rb_rest </proc/self/stat
  while read -r rb_rest <&4; do :; done
  kill -USR1 "$$"
  kill -TERM "-$$"
  rb_step=1 rb_looks=$rb_grace
  if sleep 0.1; then rb_step=0.2 rb_looks=$((rb_grace * 5)); fi
  rb_asked=
  while rb_lives && [ "$rb_looks" -gt 0 ]; do
    [ -n "$rb_asked" ] || kill -TERM $rb_alive
    rb_asked=yes
    sleep "$rb_step"
    rb_looks=$((rb_looks - 1))
  done
  rb_looks=10
  while rb_lives && [ "$rb_looks" -gt 0 ]; do
    kill -KILL $rb_alive
    sleep "$rb_step"
    rb_looks=$((rb_looks - 1))
  done
  rb_say "ended $rb_alive"
  kill -KILL "-$$"
}

# The living processes of the run: in the group of the session, or gone from it with the run's mark; but
# not the watch with what it starts itself. Where there is no /proc nothing is known, and some may live.
rb_lives() {
  rb_alive=
  [ -r /proc/self/stat ] && command -v awk >/dev/null || return 0
  # "1234 (any name) S parent group …"
  set -- $(
    cat /proc/[0-9]*/stat | awk -v main="$$" -v self="$rb_self" '
      { pid = $1; sub(/^.*\) /, ""); parent[pid] = $2 }
      $3 == main && $1 !~ /[ZX]/ { ours[pid] }
      END {
        for (pid in ours) {
          for (up = pid; up != self && (up in parent); ) up = parent[up]
          if (up != self && pid != main) print pid
        }
      }'
    for rb_file in $(grep -ls -- "$rb_run" /proc/[0-9]*/environ); do
      rb_pid=${rb_file#/proc/}
      echo "${rb_pid%/environ}"
    done
  )
  rb_alive="$*"
  [ -n "$rb_alive" ]
}
