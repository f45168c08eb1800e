/*
 * Preloaded into a server and the git that it starts (LD_PRELOAD), notes in the file FILE_TRACE, a line
 * for each, what happens to files below FILE_TRACE_UNDER, in the order of events:
 *   w <inode>          bytes were written to a file
 *   n <inode> <name>   a directory got an entry of that name
 *   s <inode>          a file or directory was synced
 *   d <inode> <name>   a directory lost the entry of that name
 *   a                  a client is about to be told that a push succeeded
 * Writes and entries are noted once they are done, syncs where they have succeeded and before others
 * can rest on it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int trace = -1;
static const char *under;

__attribute__((constructor)) static void start(void) {
  const char *file = getenv("FILE_TRACE");
  under = getenv("FILE_TRACE_UNDER");
  if (file && under) trace = REAL(open)(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

/* A line written at once to a file opened for appending is whole, whichever process writes. */
static void note(char kind, unsigned long inode, const char *name) {
  char line[PATH_MAX + 32];
  int length = snprintf(line, sizeof line, "%c %lu %s\n", kind, inode, name);
  if (REAL(write)(trace, line, (size_t)length) != length) abort();
}

static void note_fd(char kind, int fd) {
  int saved = errno;
  char link[32], path[PATH_MAX];
  struct stat found;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = trace < 0 ? -1 : readlink(link, path, sizeof path - 1);
  if (length > 0) {
    path[length] = 0;
    if (strncmp(path, under, strlen(under)) == 0 && fstat(fd, &found) == 0) {
      note(kind, (unsigned long)found.st_ino, "");
    }
  }
  errno = saved;
}

static void note_entry(char kind, const char *path) {
  int saved = errno;
  char folder[PATH_MAX], real[PATH_MAX];
  struct stat found;
  const char *slash = strrchr(path, '/');
  snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) : 1, slash ? path : ".");
  if (trace >= 0 && realpath(folder, real) && strncmp(real, under, strlen(under)) == 0 &&
      stat(real, &found) == 0) {
    note(kind, (unsigned long)found.st_ino, slash ? slash + 1 : path);
  }
  errno = saved;
}

static void note_answer(int fd, const struct iovec *parts, int count) {
  struct sockaddr_storage own;
  socklen_t length = sizeof own;
  /* A child talks to the server over a socket, too, but not over one of the network. */
  if (trace < 0 || getsockname(fd, (struct sockaddr *)&own, &length) != 0) return;
  if (own.ss_family != AF_INET && own.ss_family != AF_INET6) return;
  for (int i = 0; i < count; i++) {
    if (memmem(parts[i].iov_base, parts[i].iov_len, "ok refs/", 8)) {
      note('a', 0, "");
      return;
    }
  }
}

#define WRITE(call, fd, parts, count) \
  note_answer(fd, parts, count);      \
  ssize_t done = call;                \
  if (done > 0) note_fd('w', fd);     \
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

#define SYNC(name, fd)              \
  int failed = REAL(name)(fd);      \
  if (!failed) note_fd('s', fd);    \
  return failed

int fsync(int fd) { SYNC(fsync, fd); }
int fdatasync(int fd) { SYNC(fdatasync, fd); }

#define ENTRY(call, path)           \
  int failed = call;                \
  if (!failed) note_entry('n', path); \
  return failed

int rename(const char *from, const char *to) { ENTRY(REAL(rename)(from, to), to); }
int link(const char *from, const char *to) { ENTRY(REAL(link)(from, to), to); }
int mkdir(const char *path, mode_t mode) { ENTRY(REAL(mkdir)(path, mode), path); }

int unlink(const char *path) {
  int failed = REAL(unlink)(path);
  if (!failed) note_entry('d', path);
  return failed;
}

#define OPEN(name)                                       \
  int name(const char *path, int flags, ...) {           \
    va_list rest;                                        \
    va_start(rest, flags);                               \
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                        \
    int fd = REAL(name)(path, flags, mode);              \
    if (fd >= 0 && flags & O_CREAT) note_entry('n', path); \
    return fd;                                           \
  }

OPEN(open)
OPEN(open64)
