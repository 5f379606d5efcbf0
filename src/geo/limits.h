/* SPDX-License-Identifier: Apache-2.0 */
/*
 * limits - what a process that reads foreign files may use, set by itself before it
 * opens the first.
 *
 * Memory LIMITS_MEMORY_GB, processor time LAYERS_TIME_S, LIMITS_OPEN_FILES at a time, no
 * core file; files written: none, or up to LIMITS_WRITE_GB when writing is its job.
 * A build with the address sanitizer, which reserves terabytes, has no memory limit.
 */
#ifndef GEO_LIMITS_H
#define GEO_LIMITS_H

enum {
    LIMITS_MEMORY_GB = 4,
    LIMITS_WRITE_GB = 8,
    LIMITS_OPEN_FILES = 64,
};

/* 0 when the system refuses one of them. */
int limits_set(int writes);

#endif
