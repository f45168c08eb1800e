/*
 * Preloaded into a process (LD_PRELOAD), makes the disk under one directory fail, or the clock jump,
 * as a file tells it that a test writes meanwhile. DISK_FAULTS names the file, DISK_FAULTS_UNDER the
 * directory. The file is nine int32, in the order of the struct below.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static volatile struct orders {
  int32_t write_errno;   /* what writes fail with, 0: they succeed */
  int32_t writes_before; /* how many more writes succeed before that */
  int32_t sync_errno;    /* what syncs fail with, 0: they succeed */
  int32_t failing;       /* which syncs: 1 of logs, 2 of other files, 3 of all */
  int32_t sync_delay_us; /* how long a sync takes on top */
  int32_t held;          /* which syncs do not end */
  int32_t log_syncs;     /* told by this library: syncs of logs that have begun */
  int32_t other_syncs;   /* told by this library: syncs of other files that have begun */
  int32_t clock_seconds; /* how far the clock of the day is ahead */
} *orders;

static const char *under;

__attribute__((constructor)) static void start(void) {
  const char *file = getenv("DISK_FAULTS");
  under = getenv("DISK_FAULTS_UNDER");
  int fd = file && under ? open(file, O_RDWR | O_CLOEXEC) : -1;
  if (fd < 0) return;
  void *map = mmap(NULL, sizeof *orders, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (map != MAP_FAILED) orders = map;
}

enum { OTHER, LOG, ELSEWHERE };

static int kind_of(int fd) {
  char link[32], name[PATH_MAX];
  int saved = errno;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = orders ? readlink(link, name, sizeof name - 1) : -1;
  errno = saved;
  if (length < 4) return ELSEWHERE;
  name[length] = 0;
  if (strncmp(name, under, strlen(under)) != 0) return ELSEWHERE;
  return strcmp(name + length - 4, "-wal") == 0 ? LOG : OTHER;
}

static int write_fails(int fd) {
  if (!orders || orders->write_errno == 0 || kind_of(fd) == ELSEWHERE) return 0;
  if (__sync_fetch_and_sub(&orders->writes_before, 1) > 0) return 0;
  errno = orders->write_errno;
  return 1;
}

#define WRITE(fd, call) \
  if (write_fails(fd)) return -1; \
  return call

ssize_t write(int fd, const void *bytes, size_t n) { WRITE(fd, REAL(write)(fd, bytes, n)); }

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) {
  WRITE(fd, REAL(pwrite64)(fd, bytes, n, at));
}

ssize_t writev(int fd, const struct iovec *parts, int n) { WRITE(fd, REAL(writev)(fd, parts, n)); }

static int sync_fails(int fd) {
  int kind = kind_of(fd);
  if (kind == ELSEWHERE) return 0;
  __sync_fetch_and_add(kind == LOG ? &orders->log_syncs : &orders->other_syncs, 1);
  if (orders->sync_delay_us > 0) usleep((useconds_t)orders->sync_delay_us);
  int bit = kind == LOG ? 1 : 2;
  while (orders->held & bit) usleep(500);
  if (orders->sync_errno == 0 || !(orders->failing & bit)) return 0;
  errno = orders->sync_errno;
  return 1;
}

int fdatasync(int fd) { return sync_fails(fd) ? -1 : REAL(fdatasync)(fd); }

int fsync(int fd) { return sync_fails(fd) ? -1 : REAL(fsync)(fd); }

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  int failed = REAL(gettimeofday)(now, zone);
  if (!failed && orders) now->tv_sec += orders->clock_seconds;
  return failed;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int failed = REAL(clock_gettime)(clock, now);
  if (!failed && orders && clock == CLOCK_REALTIME) now->tv_sec += orders->clock_seconds;
  return failed;
}
