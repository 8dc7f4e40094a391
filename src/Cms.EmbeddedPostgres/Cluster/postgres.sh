# Starts, stops and watches the PostgreSQL of one data directory; runs as the user that owns the cluster.
#   start DATA POSTGRES   returns when the server has registered itself in postmaster.pid, before it is ready
#   stop DATA SECONDS     fast, and after so many seconds at once
#   watch DATA            prints a line, waits until nobody holds in-use.lock any more, stops the server
# Read from standard input, so every program in it needs a standard input of its own.
# Ctrl+C and the end of a service reach all of a group; what is begun here is finished.
trap '' HUP INT QUIT TERM
set -u
cd /
data=$2
cluster=$2/postgres

# macOS has neither flock nor setsid, but perl, and the same flock(2) beneath both.
lock() {
  if command -v flock >/dev/null 2>&1; then
    flock "$1" "$2" </dev/null
  else
    perl -e 'open my $file, "<&=", $ARGV[1] or exit 1; flock($file, $ARGV[0] eq "-s" ? 1 : 2) or exit 1' -- "$1" "$2" </dev/null
  fi
}

# A session of its own, away from the terminal.
detached() {
  if command -v setsid >/dev/null 2>&1; then
    exec setsid "$@"
  fi
  exec perl -MPOSIX -e 'POSIX::setsid(); exec @ARGV' -- "$@"
}

# A process id may have been given to someone else since; a process of this server stands in the cluster's folder. A zombie does not.
is_ours() {
  if [ -e /proc/self/comm ]; then
    [ "/proc/$1/cwd" -ef "$cluster" ] && read -r name 2>/dev/null <"/proc/$1/comm" && [ "$name" = postgres ]
  else
    kill -0 "$1" 2>/dev/null
  fi
}

find_postmaster() {
  postmaster=
  if [ -s "$cluster/postmaster.pid" ] && read -r postmaster 2>/dev/null <"$cluster/postmaster.pid"; then
    is_ours "$postmaster" || postmaster=
  fi
  [ -n "$postmaster" ]
}

find_all() {
  all=
  for entry in /proc/[0-9]*; do
    if is_ours "${entry#/proc/}"; then
      all="$all ${entry#/proc/}"
    fi
  done
  [ -n "$all" ]
}

# Backends of a killed postmaster end by themselves unless they are deep in a query, and PostgreSQL does not start beside them.
clear_remains() {
  [ -e /proc/self/comm ] || return 0
  tries=0
  while find_all && [ $tries -lt 50 ]; do
    [ $tries -lt "$1" ] || kill -KILL $all 2>/dev/null
    sleep 0.1
    tries=$((tries + 1))
  done
  rm -f "$cluster/postmaster.pid"
}

# The lock is held until the server can be found by its postmaster.pid: if our caller is killed meanwhile, the watcher must not look too early.
start() {
  exec 9<>"$data/in-use.lock"
  lock -s 9 || exit 1
  find_postmaster && exit 0
  clear_remains 10
  detached "$1" -D "$cluster" </dev/null >"$cluster/start.log" 2>&1 9<&- &
  started=$!
  while kill -0 "$started" 2>/dev/null; do
    if [ -s "$cluster/postmaster.pid" ] && read -r registered <"$cluster/postmaster.pid" && [ "$registered" = "$started" ]; then
      exit 0
    fi
    sleep 0.02
  done
  exit 1
}

wait_for_end() {
  tries=0
  while find_postmaster && [ $tries -lt "$1" ]; do
    sleep 0.05
    tries=$((tries + 1))
  done
}

stop() {
  socket=$(sed -n 5p "$cluster/postmaster.pid" 2>/dev/null </dev/null)
  if find_postmaster; then
    kill -INT "$postmaster"
    wait_for_end $(($1 * 20))
  fi
  if find_postmaster; then
    kill -QUIT "$postmaster"
    wait_for_end 10
  fi
  if find_postmaster; then
    kill -KILL "$postmaster"
  fi
  clear_remains 3
  if [ -n "$socket" ]; then
    rm -f "$socket"/.s.PGSQL.*
    rmdir "$socket" 2>/dev/null
  fi
}

# It ends with the last user of the server and not before. Its children close descriptor 8, or one of them would pass for the watcher after it was killed.
watch() {
  exec 8<>"$data/watcher.lock" 9<>"$data/in-use.lock"
  lock -x 8 || exit 1
  echo watching
  exec </dev/null >/dev/null 2>&1
  lock -x 9 8<&- || exit 1
  stop 3
}

"$1" "${3-}"; exit
