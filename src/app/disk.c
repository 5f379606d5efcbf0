/* SPDX-License-Identifier: Apache-2.0 */
#include "app/disk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"

enum {
    FIRST_NAMES = 64,
};

static enum status fail(const char *doing, const char *path, struct err *e)
{
    int number = errno;
    enum status s = number == ENOENT ? STATUS_NOTFOUND : STATUS_IO;
    return err_set(e, s, "cannot %s '%s': %s", doing, path, strerror(number));
}

/* Ask the fault kit; a planned failure looks like a broken disk. */
static int broken(void)
{
    if (!fault()) return 0;
    errno = EIO;
    return 1;
}

enum disk_kind disk_kind_of(const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0) return DISK_NOTHING;
    if (S_ISREG(st.st_mode)) return DISK_FILE;
    return S_ISDIR(st.st_mode) ? DISK_FOLDER : DISK_OTHER;
}

char *disk_join(const char *folder, const char *name, struct arena *a)
{
    size_t folder_len = strlen(folder), name_len = strlen(name);
    while (folder_len > 1 && folder[folder_len - 1] == '/')
        folder_len--;
    char *path = arena_alloc(a, folder_len + name_len + 2, 1);
    if (!path) return NULL;
    (void)snprintf(path, folder_len + name_len + 2, "%.*s/%s", (int)folder_len, folder, name);
    return path;
}

static enum status read_all(int fd, const char *path, char *at, size_t len, struct err *e)
{
    size_t done = 0;
    while (done < len) {
        ssize_t n = broken() ? -1 : read(fd, at + done, len - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail("read", path, e);
        if (n == 0)
            return err_set(e, STATUS_IO, "cannot read '%s': it became shorter meanwhile", path);
        done += (size_t)n;
    }
    return STATUS_OK;
}

static enum status read_open(int fd, const char *path, size_t max_bytes, struct slice *out,
                             struct arena *a, struct err *e)
{
    struct stat st;
    if (broken() || fstat(fd, &st) != 0) return fail("look at", path, e);
    if (!S_ISREG(st.st_mode)) return err_set(e, STATUS_INVALID, "'%s' is not a file", path);
    size_t len = (size_t)st.st_size;
    if (len > max_bytes)
        return err_set(e, STATUS_LIMIT, "'%s' has %zu bytes; more than %zu are not read", path, len,
                       max_bytes);
    char *at = arena_alloc(a, len + 1, 1);
    if (!at) return err_set(e, STATUS_NOMEM, "out of memory while reading '%s'", path);
    TRY(read_all(fd, path, at, len, e));
    *out = (struct slice){at, len};
    return STATUS_OK;
}

enum status disk_read(const char *path, size_t max_bytes, struct slice *out, struct arena *a,
                      struct err *e)
{
    int fd = broken() ? -1 : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return fail("open", path, e);
    enum status s = read_open(fd, path, max_bytes, out, a, e);
    (void)close(fd);
    return s;
}

static int staged_name(char name[DISK_PATH_MAX], const char *path)
{
    int len = snprintf(name, DISK_PATH_MAX, "%s.new", path);
    if (len > 0 && len < DISK_PATH_MAX) return 1;
    errno = ENAMETOOLONG;
    return 0;
}

static enum status write_all(int fd, const char *path, struct slice bytes, struct err *e)
{
    size_t done = 0;
    while (done < bytes.len) {
        ssize_t n = broken() ? -1 : write(fd, bytes.at + done, bytes.len - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail("write", path, e);
        done += (size_t)n;
    }
    if (broken() || fsync(fd) != 0) return fail("flush", path, e);
    return STATUS_OK;
}

/* A rename would take the place of a device: of /dev/null for the whole machine. */
static enum status refuse_device(const char *path, struct err *e)
{
    if (disk_kind_of(path) != DISK_OTHER) return STATUS_OK;
    return err_set(e, STATUS_USAGE, "'%s' is a device or a pipe; name a file to write", path);
}

enum status disk_stage(const char *path, struct slice bytes, struct err *e)
{
    char name[DISK_PATH_MAX];
    TRY(refuse_device(path, e));
    if (!staged_name(name, path)) return fail("write", path, e);
    int fd = broken() ? -1 : open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) return fail("create", name, e);
    enum status s = write_all(fd, name, bytes, e);
    if (close(fd) != 0 && s == STATUS_OK) s = fail("close", name, e);
    if (s != STATUS_OK) (void)unlink(name);
    return s;
}

static enum status flush_folder_of(const char *path, struct err *e)
{
    char folder[DISK_PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) : 1;
    if (len == 0) len = 1; /* the root */
    memcpy(folder, slash ? path : ".", len);
    folder[len] = '\0';
    int fd = broken() ? -1 : open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return fail("open", folder, e);
    int failed = fsync(fd) != 0 && errno != EINVAL; /* some file systems cannot */
    enum status s = failed ? fail("flush", folder, e) : STATUS_OK;
    (void)close(fd);
    return s;
}

enum status disk_publish(const char *path, struct err *e)
{
    char name[DISK_PATH_MAX];
    TRY(refuse_device(path, e));
    if (!staged_name(name, path)) return fail("write", path, e);
    if (broken() || rename(name, path) != 0) return fail("put in its place", path, e);
    return flush_folder_of(path, e);
}

void disk_discard(const char *path)
{
    char name[DISK_PATH_MAX];
    if (staged_name(name, path)) (void)unlink(name);
}

enum status disk_write(const char *path, struct slice bytes, struct err *e)
{
    TRY(disk_stage(path, bytes, e));
    enum status s = disk_publish(path, e);
    if (s != STATUS_OK) disk_discard(path);
    return s;
}

enum status disk_make_folder(const char *path, int *made, struct err *e)
{
    *made = 0;
    if (disk_kind_of(path) == DISK_FOLDER) return STATUS_OK;
    if (broken() || mkdir(path, 0777) != 0) return fail("make the folder", path, e);
    *made = 1;
    return STATUS_OK;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static enum status keep_name(struct disk_names *out, int *size, const char *name, struct arena *a,
                             struct err *e)
{
    if (out->count == *size) {
        int grown_size = *size ? *size * 2 : FIRST_NAMES;
        char **grown = ARENA_ARRAY(a, char *, (size_t)grown_size);
        if (!grown) return err_set(e, STATUS_NOMEM, "out of memory");
        if (out->count) memcpy(grown, out->names, sizeof *grown * (size_t)out->count);
        out->names = grown;
        *size = grown_size;
    }
    out->names[out->count] = arena_strndup(a, name, strlen(name));
    if (!out->names[out->count]) return err_set(e, STATUS_NOMEM, "out of memory");
    out->count++;
    return STATUS_OK;
}

enum status disk_list(const char *folder, struct disk_names *out, struct arena *a, struct err *e)
{
    *out = (struct disk_names){NULL, 0};
    int size = 0;
    DIR *dir = broken() ? NULL : opendir(folder);
    if (!dir) return fail("open the folder", folder, e);
    enum status s = STATUS_OK;
    while (s == STATUS_OK) {
        errno = 0;
        struct dirent *entry = broken() ? NULL : readdir(dir);
        if (!entry) {
            if (errno) s = fail("list the folder", folder, e);
            break;
        }
        if (entry->d_name[0] != '.') s = keep_name(out, &size, entry->d_name, a, e);
    }
    (void)closedir(dir);
    if (s == STATUS_OK && out->count > 1)
        qsort(out->names, (size_t)out->count, sizeof *out->names, compare_names);
    return s;
}
