/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a child process may do to us, played by /bin/sh.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "geo/child.h"
#include "kit/test.h"

enum {
    ENOUGH_S = 1000, /* also on a machine with other things to do */
};

static enum status play(const char *script, struct slice input, double limit_s,
                        struct child_result *out, struct err *e)
{
    char program[] = "/bin/sh", option[] = "-c", text[400];
    CHECK(strlen(script) < sizeof text);
    memcpy(text, script, strlen(script) + 1);
    char *const arguments[] = {program, option, text, NULL};
    struct child_request request = {arguments, input, limit_s};
    return child_run(&request, out, e);
}

TEST(output_message_and_exit_code_come_back)
{
    struct buf out = BUF_INIT(1000);
    struct child_result r = {.output = &out};
    struct err e = {0};
    CHECK(play("cat; echo why >&2; exit 3", slice_of("text"), ENOUGH_S, &r, &e) == STATUS_OK);
    CHECK(r.exit_code == 3 && slice_is(buf_as_slice(&out), "text"));
    CHECK_TEXT(r.message, "why\n");
    buf_clear(&out);
}

/* Then pipes get the numbers 0, 1 and 2, which are the child's own. */
TEST(a_parent_without_the_three_files_can_have_children)
{
    struct buf out = BUF_INIT(1000);
    struct child_result r = {.output = &out};
    struct err e = {0};
    int kept[3];
    for (int fd = 0; fd < 3; fd++) {
        kept[fd] = fcntl(fd, F_DUPFD_CLOEXEC, 10);
        CHECK(kept[fd] >= 0 && close(fd) == 0);
    }
    enum status with_input = play("cat; echo why >&2", slice_of("text"), ENOUGH_S, &r, &e);
    int same = slice_is(buf_as_slice(&out), "text") && strcmp(r.message, "why\n") == 0;
    enum status without = play("cat; echo end", SLICE_NONE, ENOUGH_S, &r, &e);
    for (int fd = 0; fd < 3; fd++)
        if (dup2(kept[fd], fd) != fd || close(kept[fd]) != 0) abort();
    CHECK(with_input == STATUS_OK && same);
    CHECK(without == STATUS_OK && slice_is(buf_as_slice(&out), "textend\n"));
    buf_clear(&out);
}

TEST(a_child_that_takes_too_long_is_killed)
{
    struct buf out = BUF_INIT(1000);
    struct child_result r = {.output = &out};
    struct err e = {0};
    CHECK(play("exec sleep 100", SLICE_NONE, 0.2, &r, &e) == STATUS_LIMIT);
    CHECK(strstr(e.text, "took longer than 0.2 s"));
    buf_clear(&out);
}

TEST(a_child_that_says_too_much_is_killed)
{
    struct buf out = BUF_INIT(100000);
    struct child_result r = {.output = &out};
    struct err e = {0};
    CHECK(play("exec cat /dev/zero", SLICE_NONE, ENOUGH_S, &r, &e) == STATUS_LIMIT);
    CHECK(strstr(e.text, "more than 100000 bytes"));
    buf_clear(&out);
}

TEST(a_child_that_dies_is_told)
{
    struct buf out = BUF_INIT(1000);
    struct child_result r = {.output = &out};
    struct err e = {0};
    CHECK(play("kill -SEGV $$", SLICE_NONE, ENOUGH_S, &r, &e) == STATUS_EXTERNAL);
    CHECK(strstr(e.text, "signal 11"));
    buf_clear(&out);
}

TEST(a_long_complaint_does_not_block)
{
    struct buf out = BUF_INIT(1000);
    struct child_result r = {.output = &out};
    struct err e = {0};
    CHECK(play("head -c 1000000 /dev/zero | tr '\\0' x >&2", SLICE_NONE, ENOUGH_S, &r, &e) ==
          STATUS_OK);
    CHECK(strlen(r.message) == sizeof r.message - 1);
    buf_clear(&out);
}

TEST(only_named_variables_reach_the_child)
{
    struct buf out = BUF_INIT(10000);
    struct child_result r = {.output = &out};
    struct err e = {0};
    CHECK(play("env", SLICE_NONE, ENOUGH_S, &r, &e) == STATUS_OK);
    CHECK(strstr(out.at, "LC_ALL=C") && !strstr(out.at, "GROUNDWORK_SOURCE") &&
          !strstr(out.at, "HOME="));
    buf_clear(&out);
}

TEST(a_program_that_is_not_there_is_told)
{
    char program[] = "/nowhere/program";
    char *const arguments[] = {program, NULL};
    struct buf out = BUF_INIT(1000);
    struct child_request request = {arguments, SLICE_NONE, ENOUGH_S};
    struct child_result r = {.output = &out};
    struct err e = {0};
    CHECK(child_run(&request, &r, &e) == STATUS_EXTERNAL);
    CHECK(strstr(e.text, "/nowhere/program"));
    buf_clear(&out);
}

SUITE(CASE(output_message_and_exit_code_come_back),
      CASE(a_parent_without_the_three_files_can_have_children),
      CASE(a_child_that_takes_too_long_is_killed), CASE(a_child_that_says_too_much_is_killed),
      CASE(a_child_that_dies_is_told), CASE(a_long_complaint_does_not_block),
      CASE(only_named_variables_reach_the_child), CASE(a_program_that_is_not_there_is_told))
