/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a programme file: refused in words, or read.  When the first byte
 * is 'P', the rest are not a file but changes to a sound one, (place, value) in
 * five bytes each, so that the fuzzer gets past the first page.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char path[64];
static char *sound; /* bytes of a sound file */
static size_t sound_len;

static void remove_file(void)
{
    static const char *const endings[] = {"", "-journal", "-wal", "-shm"};
    for (int i = 0; i < 4; i++) {
        char name[96];
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        (void)unlink(name);
    }
}

static void finish(void)
{
    remove_file();
    free(sound);
}

static void start(void)
{
    struct arena arena = ARENA_INIT((size_t)1 << 24);
    struct dataset d;
    snprintf(path, sizeof path, "fuzz-%ld.gpkg", (long)getpid());
    dataset_init(&d);
    int row = table_add(&d.tables[TABLE_SITE], &arena);
    table_put_text(&d.tables[TABLE_SITE], row, "code", slice_of("S1"));
    table_put_real(&d.tables[TABLE_SITE], row, "lon", 126.5);
    table_put_real(&d.tables[TABLE_SITE], row, "lat", 39.5);
    enum status status = store_save_new(path, &d, 1, NULL);
    assert(status == STATUS_OK);
    arena_clear(&arena);
    FILE *f = fopen(path, "rb");
    assert(f && fseek(f, 0, SEEK_END) == 0);
    sound_len = (size_t)ftell(f);
    rewind(f);
    sound = malloc(sound_len);
    assert(sound && fread(sound, 1, sound_len, f) == sound_len);
    (void)fclose(f);
    (void)atexit(finish);
}

static void write_file(const uint8_t *data, size_t size)
{
    FILE *f = fopen(path, "wb");
    assert(f);
    if (size > 0 && data[0] == 'P') {
        size_t written = fwrite(sound, 1, sound_len, f);
        assert(written == sound_len);
        for (size_t i = 1; i + 5 <= size; i += 5) {
            unsigned long place = (unsigned long)data[i] << 24 | (unsigned long)data[i + 1] << 16 |
                                  (unsigned long)data[i + 2] << 8 | data[i + 3];
            (void)fseek(f, (long)(place % sound_len), SEEK_SET);
            (void)fputc(data[i + 4], f);
        }
    } else {
        (void)fwrite(data, 1, size, f);
    }
    (void)fclose(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = ARENA_INIT((size_t)1 << 26);
    struct store *s = NULL;
    struct dataset d;
    struct err e = {0};
    if (!sound) start();
    write_file(data, size);
    enum status status = store_open(&s, path, size % 2 == 0, &e);
    if (status == STATUS_OK) status = store_read(s, &d, &arena, &e);
    assert(status == STATUS_OK || e.text[0]);
    store_close(s);
    arena_clear(&arena);
    remove_file();
    return 0;
}
