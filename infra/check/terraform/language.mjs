// What Terraform itself knows: its blocks, in the notation of schema.json, and its functions.

const ANY = "any";
const condition = { kind: "block", of: { condition: "any!", error_message: "string!" } };
const lifecycle = {
  kind: "block",
  max: 1,
  of: {
    create_before_destroy: "boolean",
    prevent_destroy: "boolean",
    ignore_changes: ANY,
    replace_triggered_by: "list",
    precondition: condition,
    postcondition: condition,
  },
};

/** What every resource, data source and ephemeral resource takes besides its own. */
export const META = { count: "number", for_each: ANY, depends_on: "list", provider: ANY, lifecycle };

/** Blocks of a file by type; null is a block that takes what its address says. */
export const BLOCKS = {
  resource: null,
  data: null,
  ephemeral: null,
  module: null,
  locals: null,
  provider: {
    region: "string!",
    allowed_account_ids: "list",
    alias: "string",
    profile: "string",
    assume_role: { kind: "block", max: 1, of: null },
    default_tags: { kind: "block", max: 1, of: { tags: "map!" } },
  },
  terraform: {
    required_version: "string!",
    required_providers: { kind: "block", max: 1, of: null },
    backend: {
      kind: "block",
      max: 1,
      // The arguments of "s3"; "local" takes none here.
      of: {
        bucket: "string",
        key: "string",
        region: "string",
        encrypt: "boolean",
        kms_key_id: "string",
        use_lockfile: "boolean",
      },
    },
  },
  variable: {
    type: "any!",
    description: "string!",
    default: ANY,
    sensitive: "boolean",
    nullable: "boolean",
    ephemeral: "boolean",
    validation: condition,
  },
  output: {
    value: "any!",
    description: "string!",
    sensitive: "boolean",
    ephemeral: "boolean",
    depends_on: "list",
    precondition: condition,
  },
  check: { assert: { ...condition, min: 1 }, data: { kind: "block", max: 1, of: null } },
  moved: { from: "any!", to: "any!" },
  import: { id: "string!", to: "any!", for_each: ANY, provider: ANY },
  removed: { from: "any!", lifecycle: { kind: "block", max: 1, of: { destroy: "boolean!" } } },
};

/** Function → [fewest, most] arguments; Infinity for any number. */
export const FUNCTIONS = Object.fromEntries(
  `abs 1 1, abspath 1 1, alltrue 1 1, anytrue 1 1, base64decode 1 1, base64encode 1 1, base64gzip 1 1, base64sha256 1 1,
  base64sha512 1 1, basename 1 1, bcrypt 1 2, can 1 1, ceil 1 1, chomp 1 1, chunklist 2 2, cidrhost 2 2, cidrnetmask 1 1,
  cidrsubnet 3 3, cidrsubnets 2 *, coalesce 1 *, coalescelist 1 *, compact 1 1, concat 1 *, contains 2 2, csvdecode 1 1,
  dirname 1 1, distinct 1 1, element 2 2, endswith 2 2, ephemeralasnull 1 1, file 1 1, filebase64 1 1, filebase64sha256 1 1,
  filebase64sha512 1 1, fileexists 1 1, filemd5 1 1, fileset 2 2, filesha1 1 1, filesha256 1 1, filesha512 1 1, flatten 1 1,
  floor 1 1, format 1 *, formatdate 2 2, formatlist 1 *, indent 2 2, index 2 2, issensitive 1 1, join 2 *, jsondecode 1 1,
  jsonencode 1 1, keys 1 1, length 1 1, log 2 2, lookup 2 3, lower 1 1, matchkeys 3 3, max 1 *, md5 1 1, merge 0 *, min 1 *,
  nonsensitive 1 1, one 1 1, parseint 2 2, pathexpand 1 1, plantimestamp 0 0, pow 2 2, range 1 3, regex 2 2, regexall 2 2,
  replace 3 3, reverse 1 1, rsadecrypt 2 2, sensitive 1 1, setintersection 1 *, setproduct 1 *, setsubtract 2 2, setunion 1 *,
  sha1 1 1, sha256 1 1, sha512 1 1, signum 1 1, slice 3 3, sort 1 1, split 2 2, startswith 2 2, strcontains 2 2, strrev 1 1,
  substr 3 3, sum 1 1, templatefile 2 2, templatestring 2 2, textdecodebase64 2 2, textencodebase64 2 2, timeadd 2 2,
  timecmp 2 2, timestamp 0 0, title 1 1, tobool 1 1, tolist 1 1, tomap 1 1, tonumber 1 1, toset 1 1, tostring 1 1,
  transpose 1 1, trim 2 2, trimprefix 2 2, trimspace 1 1, trimsuffix 2 2, try 1 *, upper 1 1, urlencode 1 1, uuid 0 0,
  uuidv5 2 2, values 1 1, yamldecode 1 1, yamlencode 1 1, zipmap 2 2`
    .split(",")
    .map((entry) => entry.trim().split(" "))
    .map(([name, least, most]) => [name, [Number(least), most === "*" ? Infinity : Number(most)]]),
);
