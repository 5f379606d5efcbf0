/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"

#define COMMAND_LIST(X) \
    X(new)              \
    X(import)           \
    X(export)           \
    X(validate)         \
    X(clause)           \
    X(status)           \
    X(diagnose)         \
    X(site)             \
    X(plan)             \
    X(why)              \
    X(compare)          \
    X(replan)           \
    X(sweep)            \
    X(frontier)         \
    X(ensemble)         \
    X(schedule)         \
    X(supply)           \
    X(reschedule)       \
    X(report)           \
    X(check)            \
    X(convert)          \
    X(audit)            \
    X(level)            \
    X(synth)            \
    X(help)

#define X(name) extern const struct cmd cmd_##name;
COMMAND_LIST(X)
#undef X

const struct cmd *const commands[] = {
#define X(name) &cmd_##name,
    COMMAND_LIST(X)
#undef X
        NULL};
