/* Preloaded into a station (LD_PRELOAD): while the file named by TRAM_FAILING is there, nothing can be read from or written to
   the journal's files, as on a disk that dies. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fails(int fd) {
  const char *sign = getenv("TRAM_FAILING");
  char link[64], path[4096];
  ssize_t length;
  if (sign == NULL || access(sign, F_OK) != 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  /* The lock beside it holds no words. */
  return strstr(path, "/journal.sqlite") != NULL && strstr(path, ".lock") == NULL;
}

ssize_t pread64(int fd, void *bytes, size_t count, off64_t at) {
  ssize_t (*real)(int, void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pread64");
  if (fails(fd)) return errno = EIO, -1;
  return real(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
  ssize_t (*real)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
  if (fails(fd)) return errno = EIO, -1;
  return real(fd, bytes, count, at);
}
