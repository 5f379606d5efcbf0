#!/usr/bin/env python3
"""The guide does what it says: its tables are written, its commands run, its output compared.

    guide.py PROGRAM SOURCE          UPDATE=1 writes what the commands say into SOURCE/docs/guide.md

In the page a block "csv NAME" is the file NAME of folder valleys, "sh" commands one a line, and "text" right
after them all they say.  Commands without such a block must succeed.
"""
import os, re, subprocess, sys, tempfile

BLOCK = re.compile(r"^```(\w+) ?(.*)\n((?:(?!```).*\n)*)```$", re.M)


def write_table(folder, name, rows):
    path = os.path.join(folder, "valleys", name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(rows)


def run(program, folder, commands):
    """All output of the commands; one that fails says its exit code."""
    said = ""
    for command in commands.splitlines():
        call = command.replace("groundwork", program, 1)
        done = subprocess.run(call, shell=True, cwd=folder, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
        said += done.stdout + (f"exit code {done.returncode}\n" if done.returncode else "")
        if said and not said.endswith("\n"):
            said += "\n"
    return said


def main():
    program, page = os.path.realpath(sys.argv[1]), os.path.join(sys.argv[2], "docs/guide.md")
    text = open(page).read()
    blocks = list(BLOCK.finditer(text))
    wrong, edits = 0, []
    with tempfile.TemporaryDirectory() as folder:
        for block, after in zip(blocks, blocks[1:] + [None]):
            kind, name, body = block.groups()
            if kind == "csv":
                write_table(folder, name, body)
            if kind != "sh":
                continue
            said = run(program, folder, body)
            if after is None or after[1] != "text":
                if "exit code" in said:
                    print(body + said)
                    wrong += 1
                continue
            if said != after[3]:
                print(f"{body}says\n{said}and the page\n{after[3]}")
                wrong += 1
                edits.append((after.start(3), after.end(3), said))
    if os.environ.get("UPDATE") == "1":
        for start, end, said in reversed(edits):
            text = text[:start] + said + text[end:]
        open(page, "w").write(text)
        return 0
    return 1 if wrong else 0


sys.exit(main())
