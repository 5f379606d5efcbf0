/* SPDX-License-Identifier: Apache-2.0 */
/*
 * groundwork-gdal - reads and writes files of other programs for groundwork.
 *
 *     groundwork-gdal read SOURCE [LAYER]                  CSV to stdout
 *     groundwork-gdal write FORMAT FILE LAYER KIND         CSV from stdin
 *
 * Why alone  GDAL parses dozens of formats in C++; fuzzers find faults in it every
 *            month.  Here a hostile file reaches a process that can read, burn
 *            bounded memory and time, and write nothing but its pipe.
 * Limits     those of geo/limits.h; no plugins, and the drivers of READ_DRIVERS only.
 * Errors     one sentence on stderr and the exit code of its status.
 */
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/number.h"
#include "base/utf8.h"
#include "geo/layers.h"
#include "geo/limits.h"

static const size_t INPUT_BYTES = (size_t)2 << 30;

enum {
    LINE_BYTES = 256 << 20, /* one feature as text */
    FIELD_MAX = 1000,
    CHUNK_BYTES = 1 << 16,
};

static const char *const READ_DRIVERS[] = {
    "ESRI Shapefile", "GPKG", "GeoJSON", "CSV", "XLSX", "ODS", "KML", "FlatGeobuf", NULL};
static const char *const WRITE_DRIVERS[] = {"GPKG", "GeoJSON", "XLSX", "ODS", "FlatGeobuf", NULL};

static void start_gdal(void)
{
    CPLSetConfigOption("GDAL_DRIVER_PATH", "disable");
    CPLSetConfigOption("GDAL_HTTP_TIMEOUT", "1");
    CPLSetConfigOption("OGR_XLSX_HEADERS", "FORCE");
    CPLSetConfigOption("OGR_ODS_HEADERS", "FORCE");
    CPLSetConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", "500");
    CPLSetErrorHandler(CPLQuietErrorHandler);
    GDALAllRegister();
}

static enum status no_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory");
}

/* "cannot DO 'PATH': what GDAL says". */
static enum status fail(enum status code, const char *doing, const char *path, struct err *e)
{
    const char *why = CPLGetLastErrorMsg();
    return err_set(e, code, "cannot %s '%s'%s%.300s", doing, path, why[0] ? ": " : "", why);
}

/* Reading. */

struct reading {
    const char *source;
    GDALDatasetH dataset;
    OGRLayerH layer;
    OGRCoordinateTransformationH to_wgs84; /* NULL: is WGS 84 already */
    int has_system;                        /* a reference system is stated */
    int has_fid_field;
    struct buf line;
};

static enum status open_source(struct reading *r, struct err *e)
{
    r->dataset = GDALOpenEx(r->source, GDAL_OF_VECTOR | GDAL_OF_READONLY, READ_DRIVERS, NULL, NULL);
    if (r->dataset) return STATUS_OK;
    return fail(STATUS_INVALID,
                "read as Shapefile, GeoPackage, GeoJSON, CSV, XLSX, ODS, FlatGeobuf or KML",
                r->source, e);
}

static void list_layers(GDALDatasetH dataset, char *names, size_t size)
{
    names[0] = '\0';
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset); i++) {
        size_t used = strlen(names);
        (void)snprintf(names + used, size - used, "%s%s", i ? ", " : "",
                       OGR_L_GetName(GDALDatasetGetLayer(dataset, i)));
    }
}

static enum status choose_layer(struct reading *r, const char *name, struct err *e)
{
    char names[500];
    int count = GDALDatasetGetLayerCount(r->dataset);
    list_layers(r->dataset, names, sizeof names);
    if (count == 0) return err_set(e, STATUS_INVALID, "'%s' has no layer", r->source);
    if (!name && count > 1)
        return err_set(e, STATUS_USAGE, "'%s' has %d layers; name one behind a comma: %s",
                       r->source, count, names);
    r->layer =
        name ? GDALDatasetGetLayerByName(r->dataset, name) : GDALDatasetGetLayer(r->dataset, 0);
    if (r->layer) return STATUS_OK;
    return err_set(e, STATUS_NOTFOUND, "'%s' has no layer '%s'; it has: %s", r->source, name,
                   names);
}

static enum status choose_system(struct reading *r, struct err *e)
{
    OGRSpatialReferenceH own = OGR_L_GetSpatialRef(r->layer);
    r->has_system = own != NULL;
    if (!own) return STATUS_OK;
    OGRSpatialReferenceH wgs84 = OSRNewSpatialReference(NULL);
    OGRSpatialReferenceH from = OSRClone(own);
    enum status s = STATUS_OK;
    if (!wgs84 || !from || OSRImportFromEPSG(wgs84, 4326) != OGRERR_NONE) {
        s = err_set(e, STATUS_EXTERNAL, "the definition of WGS 84 is not found: %.200s",
                    CPLGetLastErrorMsg());
    } else {
        OSRSetAxisMappingStrategy(wgs84, OAMS_TRADITIONAL_GIS_ORDER);
        OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER);
        if (!OSRIsSame(from, wgs84)) {
            r->to_wgs84 = OCTNewCoordinateTransformation(from, wgs84);
            if (!r->to_wgs84)
                s = fail(STATUS_INVALID, "bring to WGS 84 the reference system of", r->source, e);
        }
    }
    if (from) OSRDestroySpatialReference(from);
    if (wgs84) OSRDestroySpatialReference(wgs84);
    return s;
}

static enum status check_degrees(const struct reading *r, OGRGeometryH g, struct err *e)
{
    OGREnvelope box;
    OGR_G_GetEnvelope(g, &box);
    if (box.MinX >= -180 && box.MaxX <= 180 && box.MinY >= -90 && box.MaxY <= 90) return STATUS_OK;
    if (r->has_system)
        return err_set(e, STATUS_INVALID, "'%s': coordinates beyond 180 and 90 degrees", r->source);
    return err_set(e, STATUS_INVALID,
                   "'%s' does not state its reference system, and its coordinates are no degrees; "
                   "add it (for a Shapefile the .prj file)",
                   r->source);
}

/* Flat, straight, WGS 84, as hexadecimal WKB. */
static enum status add_geometry(struct reading *r, OGRFeatureH feature, struct err *e)
{
    OGRGeometryH own = OGR_F_GetGeometryRef(feature);
    if (!own || OGR_G_IsEmpty(own)) return STATUS_OK;
    OGRGeometryH g = OGR_G_GetLinearGeometry(own, 0, NULL);
    if (!g) return no_memory(e);
    OGR_G_FlattenTo2D(g);
    OGR_G_SetMeasured(g, 0);
    enum status s = STATUS_OK;
    if (r->to_wgs84 && OGR_G_Transform(g, r->to_wgs84) != OGRERR_NONE)
        s = fail(STATUS_INVALID, "bring to WGS 84 a geometry of", r->source, e);
    if (s == STATUS_OK) s = check_degrees(r, g, e);
    int len = s == STATUS_OK ? OGR_G_WkbSize(g) : 0;
    unsigned char *bytes = len > 0 ? malloc((size_t)len) : NULL;
    if (s == STATUS_OK && !bytes) s = no_memory(e);
    if (s == STATUS_OK && OGR_G_ExportToIsoWkb(g, wkbNDR, bytes) != OGRERR_NONE)
        s = err_set(e, STATUS_INVALID, "'%s': a geometry of a kind that is not supported",
                    r->source);
    if (s == STATUS_OK) layers_add_hex(&r->line, (struct slice){(const char *)bytes, (size_t)len});
    free(bytes);
    OGR_G_DestroyGeometry(g);
    return s;
}

static enum status add_text(struct reading *r, const char *name, const char *text, struct err *e)
{
    if (!utf8_valid(slice_of(text), NULL))
        return err_set(e, STATUS_INVALID,
                       "'%s': field '%s' holds text that is not UTF-8; save it as UTF-8 (for a "
                       "Shapefile state the encoding in a .cpg file)",
                       r->source, name);
    csv_write_field(&r->line, slice_of(text));
    return STATUS_OK;
}

static enum status add_field(struct reading *r, OGRFeatureH feature, int i, struct err *e)
{
    if (!OGR_F_IsFieldSetAndNotNull(feature, i)) return STATUS_OK;
    OGRFieldDefnH def = OGR_F_GetFieldDefnRef(feature, i);
    OGRFieldType type = OGR_Fld_GetType(def);
    if (OGR_Fld_GetSubType(def) == OFSTBoolean) {
        buf_text(&r->line, OGR_F_GetFieldAsInteger(feature, i) ? "yes" : "no");
    } else if (type == OFTInteger || type == OFTInteger64) {
        buf_integer(&r->line, OGR_F_GetFieldAsInteger64(feature, i));
    } else if (type == OFTReal) {
        double value = OGR_F_GetFieldAsDouble(feature, i);
        if (isfinite(value)) buf_real(&r->line, value);
    } else {
        return add_text(r, OGR_Fld_GetNameRef(def), OGR_F_GetFieldAsString(feature, i), e);
    }
    return STATUS_OK;
}

static enum status put_line(struct reading *r, struct err *e)
{
    buf_char(&r->line, '\n');
    TRY(buf_ok(&r->line, e));
    if (fwrite(r->line.at, 1, r->line.len, stdout) != r->line.len)
        return err_set(e, STATUS_IO, "cannot write to the pipe");
    buf_reset(&r->line);
    return STATUS_OK;
}

static enum status write_header(struct reading *r, struct err *e)
{
    OGRFeatureDefnH def = OGR_L_GetLayerDefn(r->layer);
    int count = OGR_FD_GetFieldCount(def);
    if (count > FIELD_MAX)
        return err_set(e, STATUS_LIMIT, "'%s' has %d fields; at most %d are read", r->source, count,
                       FIELD_MAX);
    r->has_fid_field = OGR_FD_GetFieldIndex(def, "fid") >= 0;
    buf_text(&r->line, r->has_fid_field ? "geometry" : "geometry,fid");
    for (int i = 0; i < count; i++) {
        const char *name = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(def, i));
        buf_char(&r->line, ',');
        TRY(add_text(r, "(name)", name, e));
    }
    return put_line(r, e);
}

static enum status write_feature(struct reading *r, OGRFeatureH feature, struct err *e)
{
    TRY(add_geometry(r, feature, e));
    if (!r->has_fid_field) {
        buf_char(&r->line, ',');
        buf_integer(&r->line, OGR_F_GetFID(feature));
    }
    for (int i = 0; i < OGR_F_GetFieldCount(feature); i++) {
        buf_char(&r->line, ',');
        TRY(add_field(r, feature, i, e));
    }
    return put_line(r, e);
}

static enum status write_features(struct reading *r, struct err *e)
{
    CPLErrorReset();
    OGR_L_ResetReading(r->layer);
    for (;;) {
        OGRFeatureH feature = OGR_L_GetNextFeature(r->layer);
        if (!feature) break;
        enum status s = write_feature(r, feature, e);
        OGR_F_Destroy(feature);
        if (s != STATUS_OK) return s;
    }
    if (CPLGetLastErrorType() >= CE_Failure)
        return err_set(e, STATUS_INVALID, "'%s' is damaged: %.300s", r->source,
                       CPLGetLastErrorMsg());
    if (fflush(stdout) != 0) return err_set(e, STATUS_IO, "cannot write to the pipe");
    return STATUS_OK;
}

static enum status read_layer(const char *source, const char *layer, struct err *e)
{
    struct reading r = {.source = source, .line = BUF_INIT(LINE_BYTES)};
    enum status s = open_source(&r, e);
    if (s == STATUS_OK) s = choose_layer(&r, layer, e);
    if (s == STATUS_OK) s = choose_system(&r, e);
    if (s == STATUS_OK) s = write_header(&r, e);
    if (s == STATUS_OK) s = write_features(&r, e);
    if (r.to_wgs84) OCTDestroyCoordinateTransformation(r.to_wgs84);
    if (r.dataset) (void)GDALClose(r.dataset);
    buf_clear(&r.line);
    return s;
}

/* Writing. */

struct writing {
    const char *format, *path, *name, *kind;
    GDALDatasetH dataset;
    OGRLayerH layer;
    OGRFieldType types[FIELD_MAX];
    int field_count, row_count;
    struct csv csv;
    struct arena arena;
    struct buf input;
};

static enum status read_input(struct writing *w, struct err *e)
{
    char bytes[CHUNK_BYTES];
    size_t n;
    while ((n = fread(bytes, 1, sizeof bytes, stdin)) > 0)
        buf_add(&w->input, bytes, n);
    if (ferror(stdin)) return err_set(e, STATUS_IO, "cannot read the input");
    return buf_ok(&w->input, e);
}

static OGRwkbGeometryType geometry_type(const char *kind)
{
    if (strcmp(kind, "none") == 0) return wkbNone;
    if (strcmp(kind, "Point") == 0) return wkbPoint;
    return strcmp(kind, "MultiPolygon") == 0 ? wkbMultiPolygon : wkbUnknown;
}

static char **layer_options(const char *format)
{
    char **options = NULL;
    if (strcmp(format, "GeoJSON") == 0) /* RFC7946=YES would turn rings and cut digits */
        options = CSLSetNameValue(options, "COORDINATE_PRECISION", "17");
    if (strcmp(format, "FlatGeobuf") == 0) /* an index would drop and reorder features */
        options = CSLSetNameValue(options, "SPATIAL_INDEX", "NO");
    return options;
}

static enum status create_file(struct writing *w, struct err *e)
{
    GDALDriverH driver = NULL;
    for (int i = 0; WRITE_DRIVERS[i] && !driver; i++)
        if (strcmp(w->format, WRITE_DRIVERS[i]) == 0) driver = GDALGetDriverByName(w->format);
    if (!driver) return err_set(e, STATUS_USAGE, "format '%s' cannot be written", w->format);
    w->dataset = GDALCreate(driver, w->path, 0, 0, 0, GDT_Unknown, NULL);
    OGRSpatialReferenceH wgs84 = OSRNewSpatialReference(NULL);
    OGRwkbGeometryType type = geometry_type(w->kind);
    if (wgs84 && OSRImportFromEPSG(wgs84, 4326) == OGRERR_NONE && w->dataset) {
        OSRSetAxisMappingStrategy(wgs84, OAMS_TRADITIONAL_GIS_ORDER);
        char **options = layer_options(w->format);
        w->layer = GDALDatasetCreateLayer(w->dataset, w->name, type == wkbNone ? NULL : wgs84, type,
                                          options);
        CSLDestroy(options);
    }
    if (wgs84) OSRDestroySpatialReference(wgs84);
    if (w->layer) return STATUS_OK;
    return fail(STATUS_IO, "create", w->path, e);
}

/* "NAME:TYPE" */
static enum status create_field(struct writing *w, int i, struct slice heading, struct err *e)
{
    const char *text = arena_strndup(&w->arena, heading.at, heading.len);
    char *name = text ? arena_strndup(&w->arena, heading.at, heading.len) : NULL;
    if (!name) return no_memory(e);
    char *colon = strrchr(name, ':');
    if (!colon) return err_set(e, STATUS_USAGE, "heading '%s' has no type", name);
    *colon = '\0';
    w->types[i] = strcmp(colon + 1, "integer") == 0 ? OFTInteger64
                  : strcmp(colon + 1, "real") == 0  ? OFTReal
                                                    : OFTString;
    OGRFieldDefnH def = OGR_Fld_Create(name, w->types[i]);
    OGRErr failed = def ? OGR_L_CreateField(w->layer, def, 1) : OGRERR_NOT_ENOUGH_MEMORY;
    if (def) OGR_Fld_Destroy(def);
    if (failed) return fail(STATUS_IO, "make a field of", w->path, e);
    return STATUS_OK;
}

static enum status set_field(struct writing *w, OGRFeatureH feature, int i, struct slice value,
                             struct err *e)
{
    if (value.len == 0) return STATUS_OK;
    int64_t integer = 0;
    double real = 0;
    if (w->types[i] == OFTInteger64 && number_parse_integer(value, &integer)) {
        OGR_F_SetFieldInteger64(feature, i, integer);
    } else if (w->types[i] == OFTReal && number_parse_real(value, &real)) {
        OGR_F_SetFieldDouble(feature, i, real);
    } else {
        const char *text = arena_strndup(&w->arena, value.at, value.len);
        if (!text) return no_memory(e);
        OGR_F_SetFieldString(feature, i, text);
    }
    return STATUS_OK;
}

static enum status set_geometry(struct writing *w, OGRFeatureH feature, struct slice hex,
                                struct err *e)
{
    struct slice wkb;
    OGRGeometryH g = NULL;
    if (hex.len == 0) return STATUS_OK;
    if (!layers_unhex(hex, &wkb, &w->arena)) return err_set(e, STATUS_INVALID, "not hexadecimal");
    if (OGR_G_CreateFromWkb(wkb.at, NULL, &g, (int)wkb.len) != OGRERR_NONE || !g)
        return err_set(e, STATUS_INVALID, "a geometry that GDAL does not know");
    return OGR_F_SetGeometryDirectly(feature, g) == OGRERR_NONE ? STATUS_OK : no_memory(e);
}

static enum status write_row(struct writing *w, struct err *e)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(w->layer));
    if (!feature) return no_memory(e);
    enum status s = set_geometry(w, feature, w->csv.fields[0], e);
    for (int i = 0; i < w->field_count && s == STATUS_OK; i++)
        s = set_field(w, feature, i, w->csv.fields[i + 1], e);
    if (s == STATUS_OK && OGR_L_CreateFeature(w->layer, feature) != OGRERR_NONE)
        s = fail(STATUS_IO, "write", w->path, e);
    OGR_F_Destroy(feature);
    return s;
}

static enum status write_rows(struct writing *w, struct err *e)
{
    int more;
    TRY(csv_open(&w->csv, "input", buf_as_slice(&w->input), &w->arena, e));
    TRY(csv_next(&w->csv, &more, e));
    w->field_count = w->csv.field_count - 1;
    if (!more || w->field_count < 1 || w->field_count > FIELD_MAX)
        return err_set(e, STATUS_USAGE, "the input has no headings");
    for (int i = 0; i < w->field_count; i++)
        TRY(create_field(w, i, w->csv.fields[i + 1], e));
    int grouped = OGR_L_StartTransaction(w->layer) == OGRERR_NONE;
    for (;;) {
        TRY(csv_next(&w->csv, &more, e));
        if (!more) break;
        if (w->csv.field_count != w->field_count + 1)
            return err_set(e, STATUS_USAGE, "line %d of the input is ragged", w->csv.line);
        TRY(write_row(w, e));
        w->row_count++;
    }
    if (grouped && OGR_L_CommitTransaction(w->layer) != OGRERR_NONE)
        return fail(STATUS_IO, "write", w->path, e);
    return STATUS_OK;
}

/* Closing writes what is left, and drivers do not all say when that fails: look. */
static enum status close_and_check(struct writing *w, struct err *e)
{
    CPLErrorReset();
    (void)GDALClose(w->dataset);
    if (CPLGetLastErrorType() >= CE_Failure) return fail(STATUS_IO, "write", w->path, e);
    GDALDatasetH again =
        GDALOpenEx(w->path, GDAL_OF_VECTOR | GDAL_OF_READONLY, READ_DRIVERS, NULL, NULL);
    OGRLayerH layer = again ? GDALDatasetGetLayer(again, 0) : NULL;
    GIntBig count = layer ? OGR_L_GetFeatureCount(layer, 1) : -1;
    if (again) (void)GDALClose(again);
    if (count == w->row_count) return STATUS_OK;
    return err_set(e, STATUS_IO, "'%s' was written, but cannot be read again whole", w->path);
}

static enum status write_layer(char **argv, struct err *e)
{
    struct writing *w = calloc(1, sizeof *w);
    if (!w) return no_memory(e);
    w->format = argv[0];
    w->path = argv[1];
    w->name = argv[2];
    w->kind = argv[3];
    w->arena = (struct arena)ARENA_INIT(INPUT_BYTES);
    w->input = (struct buf)BUF_INIT(INPUT_BYTES);
    enum status s = read_input(w, e);
    if (s == STATUS_OK) s = create_file(w, e);
    if (s == STATUS_OK) s = write_rows(w, e);
    if (s == STATUS_OK)
        s = close_and_check(w, e);
    else if (w->dataset)
        (void)GDALClose(w->dataset);
    if (s != STATUS_OK && w->dataset) (void)unlink(w->path);
    arena_clear(&w->arena);
    buf_clear(&w->input);
    free(w);
    return s;
}

int main(int argc, char **argv)
{
    struct err e = {0};
    enum status s;
    int reads = argc >= 3 && argc <= 4 && strcmp(argv[1], "read") == 0;
    int writes = argc == 6 && strcmp(argv[1], "write") == 0;
    if (!reads && !writes) {
        s = err_set(&e, STATUS_USAGE,
                    "usage: groundwork-gdal read SOURCE [LAYER] | write FORMAT "
                    "FILE LAYER KIND");
    } else if (!limits_set(writes)) {
        s = err_set(&e, STATUS_EXTERNAL, "the limits of the process cannot be set");
    } else {
        start_gdal();
        s = reads ? read_layer(argv[2], argc == 4 ? argv[3] : NULL, &e) : write_layer(argv + 2, &e);
    }
    if (s != STATUS_OK) (void)fprintf(stderr, "%s\n", e.text);
    return status_exit_code(s);
}
