/*
 * Preloaded into a server (LD_PRELOAD), notes in the file SYNC_TRACE, in the order of events:
 *   w  a write to a write-ahead log, once it is done, with its bytes
 *   b  a sync of a write-ahead log, before it begins
 *   e  a sync of a write-ahead log, once it has succeeded
 *   a  a write to a socket, before it is done, with its bytes
 * Each note is its kind, the thread (int32), the number of bytes (uint32) and the bytes. So noted, a
 * trace in which an answer follows a sync that follows a write is proof that they came in that order.
 * SYNC_TRACE_DELAY_US makes every sync of a log as slow as a disk's.
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
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int trace = -1;
static unsigned delay;

__attribute__((constructor)) static void start(void) {
  const char *file = getenv("SYNC_TRACE");
  const char *us = getenv("SYNC_TRACE_DELAY_US");
  if (file) trace = open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (us) delay = (unsigned)atoi(us);
}

enum { OTHER, LOG, SOCKET };

static int kind_of(int fd) {
  char link[32], name[PATH_MAX];
  int saved = errno;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, name, sizeof name - 1);
  errno = saved;
  if (trace < 0 || length < 4) return OTHER;
  name[length] = 0;
  if (strcmp(name + length - 4, "-wal") == 0) return LOG;
  return strncmp(name, "socket:", 7) == 0 ? SOCKET : OTHER;
}

/* One write to a file opened for appending is one note, whichever threads write. */
static void note(char kind, const struct iovec *parts, int count, size_t bytes) {
  struct iovec all[IOV_MAX];
  int saved = errno, n = 1;
  char head[9] = {kind};
  int32_t thread = (int32_t)syscall(SYS_gettid);
  uint32_t left = (uint32_t)bytes;
  memcpy(head + 1, &thread, 4);
  memcpy(head + 5, &left, 4);
  all[0] = (struct iovec){head, sizeof head};
  for (int i = 0; i < count && left > 0; i++) {
    size_t length = parts[i].iov_len < left ? parts[i].iov_len : left;
    if (n == IOV_MAX) abort();
    all[n++] = (struct iovec){parts[i].iov_base, length};
    left -= (uint32_t)length;
  }
  if (left > 0 || syscall(SYS_writev, trace, all, n) < 0) abort();
  errno = saved;
}

static size_t total(const struct iovec *parts, int count) {
  size_t bytes = 0;
  for (int i = 0; i < count; i++) bytes += parts[i].iov_len;
  return bytes;
}

#define WRITE(call, fd, parts, count)                                 \
  int kind = kind_of(fd);                                             \
  if (kind == SOCKET) note('a', parts, count, total(parts, count));   \
  ssize_t done = call;                                                \
  if (kind == LOG && done > 0) note('w', parts, count, (size_t)done); \
  return done

ssize_t write(int fd, const void *bytes, size_t length) {
  struct iovec part = {(void *)bytes, length};
  WRITE(REAL(write)(fd, bytes, length), fd, &part, 1);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
  struct iovec part = {(void *)bytes, length};
  WRITE(REAL(pwrite64)(fd, bytes, length, at), fd, &part, 1);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  WRITE(REAL(writev)(fd, parts, count), fd, parts, count);
}

ssize_t send(int fd, const void *bytes, size_t length, int flags) {
  struct iovec part = {(void *)bytes, length};
  WRITE(REAL(send)(fd, bytes, length, flags), fd, &part, 1);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  const struct iovec *parts = message->msg_iov;
  int count = (int)message->msg_iovlen;
  WRITE(REAL(sendmsg)(fd, message, flags), fd, parts, count);
}

#define SYNC(name, fd)                           \
  if (kind_of(fd) != LOG) return REAL(name)(fd); \
  note('b', NULL, 0, 0);                         \
  if (delay) usleep(delay);                      \
  int failed = REAL(name)(fd);                   \
  if (!failed) note('e', NULL, 0, 0);            \
  return failed

int fdatasync(int fd) { SYNC(fdatasync, fd); }

int fsync(int fd) { SYNC(fsync, fd); }
