/* SPDX-License-Identifier: Apache-2.0 */
/* step - migrations that are files of SQL, as text within the program (made by embed.cmake). */
#ifndef STORE_STEP_H
#define STORE_STEP_H

extern const char step_building[];

#endif
