/* SPDX-License-Identifier: Apache-2.0 */
#include "kit/fuzz_project.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_project(data, size, xer_read);
    return 0;
}
