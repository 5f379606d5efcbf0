/* SPDX-License-Identifier: Apache-2.0 */
#include "store/rtree_pack.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

enum {
    NODE_BOXES = 51, /* SQLite's own limit for pages of 4096 bytes */
    NODE_HEAD_BYTES = 4,
    BOX_BYTES = 24,
    NODE_BYTES = NODE_HEAD_BYTES + NODE_BOXES * BOX_BYTES,
    ROOT = 1,
    SQL_BYTES_MAX = 1024,
};

struct packer {
    struct slice name; /* of the R-tree */
    struct query node, parent, row;
    int64_t next_node;
    struct err *err;
};

static float round_down(double value)
{
    float f = (float)value;
    return (double)f > value ? nextafterf(f, -INFINITY) : f;
}

static float round_up(double value)
{
    float f = (float)value;
    return (double)f < value ? nextafterf(f, INFINITY) : f;
}

struct rtree_box rtree_box_of(int64_t id, const struct wkb_bounds *bounds)
{
    return (struct rtree_box){id,
                              {round_down(bounds->west), round_up(bounds->east),
                               round_down(bounds->south), round_up(bounds->north)}};
}

static int by_middle(const struct rtree_box *a, const struct rtree_box *b, int axis)
{
    double x = (double)a->bounds[axis] + (double)a->bounds[axis + 1];
    double y = (double)b->bounds[axis] + (double)b->bounds[axis + 1];
    if (x != y) return x < y ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static int by_x(const void *a, const void *b)
{
    return by_middle(a, b, 0);
}

static int by_y(const void *a, const void *b)
{
    return by_middle(a, b, 2);
}

/* First item of group k when count items are dealt evenly to groups. */
static int share(int k, int count, int groups)
{
    return (int)((int64_t)k * count / groups);
}

static int groups_of(int count)
{
    return (count + NODE_BOXES - 1) / NODE_BOXES;
}

/* Order the boxes so that consecutive ones, node by node, are neighbours. */
static void tile(struct rtree_box *boxes, int count)
{
    int nodes = groups_of(count), slices = (int)ceil(sqrt(nodes));
    qsort(boxes, (size_t)count, sizeof *boxes, by_x);
    for (int k = 0; k < slices; k++) {
        int first = share(share(k, nodes, slices), count, nodes);
        int end = share(share(k + 1, nodes, slices), count, nodes);
        qsort(boxes + first, (size_t)(end - first), sizeof *boxes, by_y);
    }
}

static void write_bits(unsigned char *at, uint64_t bits, int bytes)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (unsigned char)(bits >> (8 * (bytes - 1 - i)));
}

static enum status write_node(struct packer *p, int64_t number, int depth,
                              const struct rtree_box *boxes, int count)
{
    unsigned char bytes[NODE_BYTES] = {0};
    write_bits(bytes, (uint64_t)depth, 2);
    write_bits(bytes + 2, (uint64_t)count, 2);
    for (int i = 0; i < count; i++) {
        unsigned char *at = bytes + NODE_HEAD_BYTES + (size_t)i * BOX_BYTES;
        write_bits(at, (uint64_t)boxes[i].id, 8);
        for (size_t k = 0; k < 4; k++) {
            uint32_t bits = 0;
            memcpy(&bits, &boxes[i].bounds[k], sizeof bits);
            write_bits(at + 8 + 4 * k, bits, 4);
        }
    }
    query_put_integer(&p->node, 1, number);
    query_put_blob(&p->node, 2, (struct slice){(const char *)bytes, sizeof bytes});
    return query_run(&p->node, p->err);
}

/* Where each box of a node is to be found: rows by leaf, nodes by parent. */
static enum status write_links(struct packer *p, int64_t number, int is_leaf,
                               const struct rtree_box *boxes, int count)
{
    struct query *q = is_leaf ? &p->row : &p->parent;
    for (int i = 0; i < count; i++) {
        query_put_integer(q, 1, boxes[i].id);
        query_put_integer(q, 2, number);
        TRY(query_run(q, p->err));
    }
    return STATUS_OK;
}

static struct rtree_box around(int64_t number, const struct rtree_box *boxes, int count)
{
    struct rtree_box out = boxes[0];
    out.id = number;
    for (int i = 1; i < count; i++) {
        out.bounds[0] = fminf(out.bounds[0], boxes[i].bounds[0]);
        out.bounds[1] = fmaxf(out.bounds[1], boxes[i].bounds[1]);
        out.bounds[2] = fminf(out.bounds[2], boxes[i].bounds[2]);
        out.bounds[3] = fmaxf(out.bounds[3], boxes[i].bounds[3]);
    }
    return out;
}

/* Level by level upwards; the boxes of a level are replaced by those of the one above. */
static enum status write_levels(struct packer *p, struct rtree_box *boxes, int count)
{
    for (int level = 0; count > 0; level++) {
        int nodes = groups_of(count), is_root = nodes == 1;
        for (int k = 0; k < nodes; k++) {
            const struct rtree_box *own = boxes + share(k, count, nodes);
            int own_count = share(k + 1, count, nodes) - share(k, count, nodes);
            int64_t number = is_root ? ROOT : p->next_node++;
            TRY(write_node(p, number, is_root ? level : 0, own, own_count));
            TRY(write_links(p, number, level == 0, own, own_count));
            boxes[k] = around(number, own, own_count); /* k is behind what is still to be read */
        }
        count = is_root ? 0 : nodes;
    }
    return STATUS_OK;
}

static enum status open_one(struct packer *p, struct query *q, struct db *db, const char *pattern)
{
    struct buf sql = BUF_INIT(SQL_BYTES_MAX);
    buf_text(&sql, "INSERT OR REPLACE INTO \"");
    buf_slice(&sql, p->name);
    buf_text(&sql, pattern);
    enum status status = buf_ok(&sql, p->err);
    if (status == STATUS_OK) status = query_open(q, db, sql.at, p->err);
    buf_clear(&sql);
    return status;
}

enum status rtree_pack(struct db *db, struct slice name, struct rtree_box *boxes, int count,
                       struct err *e)
{
    struct packer p = {.name = name, .next_node = ROOT + 1, .err = e};
    tile(boxes, count);
    enum status status = open_one(&p, &p.node, db, "_node\" (nodeno, data) VALUES (?1, ?2)");
    if (status == STATUS_OK)
        status = open_one(&p, &p.parent, db, "_parent\" (nodeno, parentnode) VALUES (?1, ?2)");
    if (status == STATUS_OK)
        status = open_one(&p, &p.row, db, "_rowid\" (rowid, nodeno) VALUES (?1, ?2)");
    if (status == STATUS_OK) status = write_levels(&p, boxes, count);
    query_close(&p.node);
    query_close(&p.parent);
    query_close(&p.row);
    return status;
}
