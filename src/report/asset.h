/* SPDX-License-Identifier: Apache-2.0 */
/*
 * asset - report.css and report.js as bytes within the program (made by embed.cmake).
 */
#ifndef REPORT_ASSET_H
#define REPORT_ASSET_H

#include <stddef.h>

extern const char asset_css[];
extern const size_t asset_css_bytes;
extern const char asset_js[];
extern const size_t asset_js_bytes;

#endif
