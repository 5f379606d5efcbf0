/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/watch.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const double SHOW_EVERY_S = 0.1;

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    if (interrupted) _exit(130);
    interrupted = 1;
}

double watch_now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int wanted(void *context)
{
    const struct watch *w = context;
    return interrupted || watch_now_s() - w->started_s > w->limit_s;
}

static void show(void *context, double done, const char *what)
{
    struct watch *w = context;
    double now = watch_now_s();
    if (!w->on_terminal || now - w->shown_s < SHOW_EVERY_S) return;
    w->shown_s = now;
    if (done >= 0)
        (void)fprintf(stderr, "\r\033[K%3.0f %%  %.1f s  %s", done * 100, now - w->started_s, what);
    else
        (void)fprintf(stderr, "\r\033[K%.1f s  %s", now - w->started_s, what);
    (void)fflush(stderr);
}

static int lists(const struct cmd *cmd, const char *name)
{
    for (int i = 0; cmd->options && cmd->options[i].name; i++)
        if (strcmp(cmd->options[i].name, name) == 0) return 1;
    return 0;
}

enum status watch_start(struct watch *w, struct invocation *in, struct err *e)
{
    int quiet = lists(in->cmd, "quiet") && option_flag(in, "quiet");
    *w = (struct watch){.started_s = watch_now_s(), .limit_s = INFINITY};
    w->on_terminal = !quiet && isatty(STDERR_FILENO);
    if (lists(in->cmd, "time-limit"))
        TRY(option_real(in, "time-limit", INFINITY, 0, 1e9, &w->limit_s, e));
    in->stop = (struct stop){wanted, w};
    in->progress = (struct progress){show, w};
    struct sigaction action = {.sa_handler = on_interrupt};
    sigaction(SIGINT, &action, NULL);
    return STATUS_OK;
}

void watch_end(struct watch *w)
{
    if (w->on_terminal && w->shown_s > 0) (void)fputs("\r\033[K", stderr);
}
