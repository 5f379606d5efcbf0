/* SPDX-License-Identifier: Apache-2.0 */
/* realpath() needs it */
/* NOLINTNEXTLINE(bugprone-reserved-identifier,cert-dcl*,readability-identifier-naming) */
#define _XOPEN_SOURCE 700
#include "store/file_swap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"

enum {
    LOCK_BYTE = 0x7ffffff0, /* far from the bytes that SQLite locks */
    TRY_MAX = 8,
    NEW_FILE_MODE = 0644,
};

static enum status refuse(const char *verb, const char *path, struct err *e)
{
    int number = errno;
    if (number == ENOSPC || number == EDQUOT)
        return err_set(e, STATUS_IO, "cannot %s '%s': the disk is full; make room and run again",
                       verb, path);
    return err_set(e, number == ENOENT ? STATUS_NOTFOUND : STATUS_IO, "cannot %s '%s': %s", verb,
                   path, strerror(number)); /* NOLINT(concurrency-mt-unsafe) */
}

/* Follow a link to the file it means; a new file keeps the name given. */
static enum status find_target(struct file_swap *s, const char *path, struct err *e)
{
    struct stat status;
    s->has_target = 0;
    errno = EIO;
    if (fault()) return refuse("open", path, e);
    if (lstat(path, &status) == 0) {
        s->has_target = 1;
        char *found = realpath(path, s->target);
        if (!found) return refuse("open", path, e);
        if (stat(found, &status) != 0) return refuse("open", path, e);
        if (!S_ISREG(status.st_mode))
            return err_set(e, STATUS_INVALID, "cannot write '%s': it is not a file", path);
        return STATUS_OK;
    }
    if (errno != ENOENT) return refuse("open", path, e);
    size_t len = strlen(path);
    if (len >= sizeof s->target)
        return err_set(e, STATUS_USAGE, "the file name is longer than %zu bytes", sizeof s->target);
    memcpy(s->target, path, len + 1);
    return STATUS_OK;
}

static int is_still_there(const struct file_swap *s)
{
    struct stat by_name, by_descriptor;
    return stat(s->temporary, &by_name) == 0 && fstat(s->descriptor, &by_descriptor) == 0 &&
           by_name.st_ino == by_descriptor.st_ino && by_name.st_dev == by_descriptor.st_dev;
}

/* Open and lock the temporary; *again when another run has just finished with it. */
static enum status lock_temporary(struct file_swap *s, int *again, struct err *e)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = LOCK_BYTE, .l_len = 1};
    *again = 0;
    s->descriptor =
        fault() ? -1 : open(s->temporary, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, NEW_FILE_MODE);
    if (s->descriptor < 0) return refuse("write", s->temporary, e);
    if (fcntl(s->descriptor, F_SETLK, &lock) != 0) {
        int is_taken = errno == EACCES || errno == EAGAIN;
        enum status status =
            is_taken ? err_set(e, STATUS_CONFLICT,
                               "another run is writing '%s' just now; wait until it has finished",
                               s->target)
                     : refuse("lock", s->temporary, e);
        (void)close(s->descriptor); /* not ours to remove */
        s->descriptor = -1;
        return status;
    }
    if (is_still_there(s)) return STATUS_OK;
    (void)close(s->descriptor);
    s->descriptor = -1;
    *again = 1;
    return STATUS_OK;
}

/* The new file gets the permissions of the old one. */
static enum status prepare_temporary(const struct file_swap *s, struct err *e)
{
    struct stat old;
    if (fault() || ftruncate(s->descriptor, 0) != 0) return refuse("write", s->temporary, e);
    if (s->has_target && stat(s->target, &old) == 0 &&
        fchmod(s->descriptor, old.st_mode & 0777) != 0)
        return refuse("write", s->temporary, e);
    return STATUS_OK;
}

enum status file_swap_open(struct file_swap *s, const char *path, int overwrite, struct err *e)
{
    memset(s, 0, sizeof *s);
    s->descriptor = -1;
    TRY(find_target(s, path, e));
    if (s->has_target && !overwrite)
        return err_set(e, STATUS_CONFLICT, "'%s' exists already", path);
    int len = snprintf(s->temporary, sizeof s->temporary, "%s.new", s->target);
    if (len < 0 || (size_t)len >= sizeof s->temporary)
        return err_set(e, STATUS_USAGE, "the file name '%s' is too long", path);
    int again = 1;
    for (int i = 0; i < TRY_MAX && again; i++)
        TRY(lock_temporary(s, &again, e));
    if (again)
        return err_set(e, STATUS_CONFLICT, "other runs keep writing '%s'; wait until they finish",
                       path);
    enum status status = prepare_temporary(s, e);
    if (status != STATUS_OK) file_swap_close(s);
    return status;
}

/* A name is on the disk when its folder is. */
static enum status sync_folder(const char *path, struct err *e)
{
    char folder[FILE_SWAP_PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) + 1 : 0;
    memcpy(folder, path, len);
    memcpy(folder + len, ".", 2); /* "./", "/." and "folder/." */
    int descriptor = fault() ? -1 : open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return refuse("open", folder, e);
    int failed = fault() || (fsync(descriptor) != 0 && errno != EINVAL);
    enum status status = failed ? refuse("write", folder, e) : STATUS_OK;
    (void)close(descriptor);
    return status;
}

enum status file_swap_commit(struct file_swap *s, struct err *e)
{
    if (fault() || fsync(s->descriptor) != 0) return refuse("write", s->temporary, e);
    if (fault() || rename(s->temporary, s->target) != 0) return refuse("write", s->target, e);
    s->committed = 1;
    return sync_folder(s->target, e);
}

void file_swap_close(struct file_swap *s)
{
    if (s->descriptor < 0) return;
    if (!s->committed) (void)unlink(s->temporary);
    (void)close(s->descriptor);
    s->descriptor = -1;
}
