/* SPDX-License-Identifier: Apache-2.0 */
/*
 * version - what a result says about the program that made it.
 */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define GROUNDWORK_VERSION "0.1.0"

_Static_assert(sizeof GROUNDWORK_VERSION > sizeof "", "a version has digits");

#endif
