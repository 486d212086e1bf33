#!/bin/sh
# Runs the practice service kindle-sync: deploy.sh deploy [version] | restart | rollback | status | stop
# Exit 0: done; 1: it did not work; 3: not running (status); 64: wrong use; 75: another one is at work.
set -u

folder=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 1
cd "$folder" || exit 1
mkdir -p run

node=node
if [ -x "$(cat runtime 2>/dev/null)" ]; then node=$(cat runtime); fi
port=$(cat port 2>/dev/null || echo 8080)

main() {
  case ${1:-} in
    deploy) one_at_a_time; deploy "${2:-$(newest)}" ;;
    restart) one_at_a_time; restart ;;
    rollback) one_at_a_time; rollback ;;
    stop) one_at_a_time; stop; echo "kindle-sync is stopped" ;;
    status) status ;;
    *) echo "usage: deploy.sh deploy [version] | restart | rollback | status | stop" >&2; exit 64 ;;
  esac
}

deploy() {
  known "$1"
  echo "Deploying kindle-sync $1 (was $(current))"
  stop
  start "$1" || exit 1
  echo "$1" >current
  if "$node" app/probe.mjs "$port"; then
    remember "$1"
    echo "kindle-sync $1 is deployed"
  else
    echo "kindle-sync $1 runs, but is not healthy; go back with: ./scripts/deploy.sh rollback" >&2
    exit 1
  fi
}

restart() {
  echo "Restarting kindle-sync $(current)"
  stop
  start "$(current)" || exit 1
  "$node" app/probe.mjs "$port" || echo "it runs, but is not healthy" >&2
}

rollback() {
  previous=$(good_before "$(current)")
  if [ -z "$previous" ]; then
    echo "there is no version before $(current) that was ever healthy: nothing was changed" >&2
    exit 1
  fi
  known "$previous"
  echo "Rolling back kindle-sync from $(current) to $previous"
  stop
  start "$previous" || exit 1
  echo "$previous" >current
  "$node" app/probe.mjs "$port" || exit 1
  echo "kindle-sync $previous is back"
}

status() {
  echo "version: $(current)"
  if ! pid=$(running); then
    echo "kindle-sync is not running"
    exit 3
  fi
  echo "running: pid $pid, http://127.0.0.1:$port"
  "$node" app/probe.mjs "$port" || exit 1
}

start() {
  if "$node" app/launch.mjs "$1" "$port"; then
    echo "kindle-sync $1 listens on http://127.0.0.1:$port (pid $(cat run/service.pid))"
  else
    echo "kindle-sync $1 did not start" >&2
    return 1
  fi
}

# Asks it to end, and ends it after 5 s.
stop() {
  pid=$(running) || { rm -f run/service.pid; return 0; }
  kill "$pid" 2>/dev/null
  tries=0
  while running >/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -eq 50 ]; then kill -9 "$pid" 2>/dev/null; fi
    if [ "$tries" -gt 70 ]; then echo "pid $pid does not end" >&2; exit 1; fi
    sleep 0.1
  done
  echo "stopped pid $pid"
  rm -f run/service.pid
}

# Prints the pid when it is really ours: a pid on file may long be another program's.
running() {
  pid=$(cat run/service.pid 2>/dev/null) || return 1
  kill -0 "$pid" 2>/dev/null || return 1
  if [ -d /proc/self ]; then
    command_line=$(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null)
  else
    command_line=$(ps -o args= -p "$pid" 2>/dev/null)
  fi
  case $command_line in
    *"$folder/app/server.mjs"*) echo "$pid" ;;
    *) return 1 ;;
  esac
}

current() { cat current 2>/dev/null || echo none; }

newest() {
  for release in releases/*/; do basename "$release"; done | sort -V | tail -n 1
}

known() {
  case $1 in
    '' | *[!0-9.]* | .*) ;;
    *) if [ -f "releases/$1/release.json" ]; then return 0; fi ;;
  esac
  echo "there is no release $1; there are: $(for release in releases/*/; do basename "$release"; done | tr '\n' ' ')" >&2
  exit 64
}

# `good` lists the versions that passed their health check, the latest last.
remember() {
  { while read -r version; do if [ "$version" != "$1" ]; then echo "$version"; fi; done <good; echo "$1"; } >good.new
  mv good.new good
}

good_before() {
  found=''
  while read -r version; do
    if [ "$version" = "$1" ]; then break; fi
    found=$version
  done <good
  echo "$found"
}

one_at_a_time() {
  tries=0
  until mkdir run/lock 2>/dev/null; do
    holder=$(cat run/lock/pid 2>/dev/null)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then rm -rf run/lock; continue; fi
    tries=$((tries + 1))
    if [ "$tries" -gt 200 ]; then
      echo "another deploy.sh (pid ${holder:-unknown}) has been at work for 20 s; if it is not, remove $folder/run/lock" >&2
      exit 75
    fi
    sleep 0.1
  done
  echo $$ >run/lock/pid
  trap 'rm -rf run/lock' EXIT
  trap 'exit 143' TERM
  trap 'exit 130' INT
}

main "$@"
