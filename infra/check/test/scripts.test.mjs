// The scripts that tasks run, with stand-ins for AWS's command line and PostgreSQL's tools.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";

const scripts = join(import.meta.dirname, "..", "..", "terraform", "modules", "compute", "scripts");
const secret = {
  Security__MasterKey: "MMMM+MMMM/MMMM=",
  Security__TokenSecret: "AAAA+BBBB/CCCC=",
  Security__PreviousMasterKeys__0: "ZZ==",
  Security__PreviousTokenSecrets__0: "DDDD/+==@2026-11-26T10:00:00Z",
};

let folder;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rupaya-scripts-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function stand(name, body) {
  writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(folder, name), 0o755);
}

function run(script, env = {}) {
  const text = readFileSync(join(scripts, script), "utf8").replaceAll("/dump/", `${folder}/`).replace("cd /dump", `cd ${folder}`);
  return spawnSync("sh", ["-c", text], {
    encoding: "utf8",
    env: {
      PATH: `${folder}:${process.env.PATH}`,
      STORE: join(folder, "secrets.env"),
      SECRET: "arn",
      CLUSTER: "rupaya-test",
      TARGET: "s3://bucket/dumps",
      ...env,
    },
  });
}

describe("a secret", () => {
  beforeEach(() => stand("chown", "true"));

  for (const [how, text] of [
    ["compact", JSON.stringify(secret)],
    ["with spaces", JSON.stringify(secret).replaceAll(':"', ' : "').replaceAll('","', '" , "')],
  ]) {
    test(`${how} becomes lines and comes back as it was, with what changed`, () => {
      stand(
        "aws",
        `case "$*" in *get-secret-value*) cat "${folder}/value" ;; *put-secret-value*) for a; do case "$a" in file://*) cp "\${a#file://}" "${folder}/put" ;; esac; done ;; *) echo "$*" >>"${folder}/calls" ;; esac`,
      );
      writeFileSync(join(folder, "value"), `${text}\n`);
      assert.equal(run("fetch-secret.sh").status, 0);
      const store = join(folder, "secrets.env");
      assert.deepEqual(
        readFileSync(store, "utf8").trim().split("\n"),
        Object.entries(secret).map(([k, v]) => `${k}=${v}`),
      );
      assert.equal(statSync(store).mode & 0o077, 0);

      const [, before] = readFileSync(store, "utf8").match(/TokenSecret=(.*)/);
      writeFileSync(
        store,
        readFileSync(store, "utf8")
          .replace(before, "NEW+/=")
          .replace("DDDD/+==@2026-11-26T10:00:00Z", `${before}@2027-02-24T10:00:00Z`),
      );
      const put = run("put-secret.sh");
      assert.equal(put.status, 0, put.stderr);
      assert.deepEqual(JSON.parse(readFileSync(join(folder, "put"), "utf8")), {
        ...secret,
        Security__TokenSecret: "NEW+/=",
        Security__PreviousTokenSecrets__0: "AAAA+BBBB/CCCC=@2027-02-24T10:00:00Z",
      });
      assert.ok(!existsSync(store) && !existsSync(`${store}.json`), "what was secret is still on the disk");
      assert.deepEqual(
        readFileSync(join(folder, "calls"), "utf8")
          .trim()
          .split("\n")
          .map((c) => c.match(/--service (\w+)/)[1]),
        ["worker", "api"],
      );
      assert.ok(!(put.stdout + put.stderr).includes("NEW+"), "a secret was printed");
    });
  }

  test("that cannot be read is not rotated", () => {
    stand("aws", "exit 255");
    assert.notEqual(run("fetch-secret.sh").status, 0);
  });

  test("that lost its token is not put back", () => {
    stand("aws", `echo "$*" >>"${folder}/calls"`);
    writeFileSync(join(folder, "secrets.env"), "Security__MasterKey=x\n");
    assert.notEqual(run("put-secret.sh").status, 0);
    assert.ok(!existsSync(join(folder, "calls")));
  });
});

describe("the first secret", () => {
  const script = join(import.meta.dirname, "..", "..", "terraform", "first-secret.sh");
  const first = () =>
    spawnSync("bash", [script, "image@sha256:1", "rupaya-dev"], {
      encoding: "utf8",
      env: { PATH: `${folder}:${process.env.PATH}` },
    });

  test("has two keys and two predecessors, each of them another", () => {
    stand(
      "docker",
      `n=$(($(cat "${folder}/n" 2>/dev/null || echo 0) + 1)); echo $n >"${folder}/n"; echo "Security__MasterKey=m+/$n="; echo "Security__TokenSecret=t+/$n="`,
    );
    stand("aws", `cat >"${folder}/put"; echo "$*" >"${folder}/call"; echo version`);
    const ran = first();
    assert.equal(ran.status, 0, ran.stderr);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, "put"), "utf8")), {
      Security__MasterKey: "m+/1=",
      Security__TokenSecret: "t+/1=",
      Security__PreviousMasterKeys__0: "m+/2=",
      Security__PreviousTokenSecrets__0: "t+/2=@2000-01-01T00:00:00Z",
    });
    assert.match(readFileSync(join(folder, "call"), "utf8"), /--secret-id rupaya-dev\/security /);
    assert.equal(ran.stdout.trim(), "version");
  });

  test("is not put when there are no keys", () => {
    stand("docker", 'echo "no such image"');
    stand("aws", `touch "${folder}/call"`);
    assert.notEqual(first().status, 0);
    assert.ok(!existsSync(join(folder, "call")));
  });
});

describe("a dump", () => {
  const copies = `mkdir -p "${"$"}{0%/*}/bucket"; for a; do :; done; cp "$4" "${"$"}{0%/*}/bucket/$(basename "$a")"`;

  test("is uploaded with its checksum under the day", () => {
    stand("pg_dump", `for a; do case "$a" in --file=*) echo data >"\${a#--file=}" ;; esac; done`);
    stand("pg_restore", 'echo "1; TABLE DATA public books"');
    stand("aws", copies);
    assert.equal(run("dump.sh").status, 0);
    const upload = run("upload.sh");
    assert.equal(upload.status, 0, upload.stderr);
    assert.match(upload.stdout, /dumped 5 bytes to s3:\/\/bucket\/dumps\/\d{4}\/\d\d\/\d\d/);
    const sum = spawnSync("sha256sum", ["-c", "rupaya.dump.sha256"], {
      cwd: join(folder, "bucket"),
      encoding: "utf8",
    });
    assert.equal(sum.status, 0, sum.stderr);
  });

  test("without data fails, so nothing is uploaded", () => {
    stand("pg_dump", `for a; do case "$a" in --file=*) echo data >"\${a#--file=}" ;; esac; done`);
    stand("pg_restore", 'echo "1; SCHEMA public"');
    assert.notEqual(run("dump.sh").status, 0);
  });
});
