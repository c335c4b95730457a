"""Repositories of strangers: settings, hooks, attributes, refs and objects that would like to run or leak something."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.hostile.world import World, git

Trap = Callable[[World], Mapping[str, str] | None]

HOOKS = (
    "applypatch-msg", "commit-msg", "fsmonitor-watchman", "post-applypatch", "post-checkout", "post-commit",
    "post-index-change", "post-merge", "post-rewrite", "pre-applypatch", "pre-auto-gc", "pre-commit",
    "pre-merge-commit", "prepare-commit-msg", "pre-push", "pre-rebase", "proc-receive", "reference-transaction",
    "sendemail-validate", "push-to-checkout", "update",
)  # fmt: skip
# Settings whose value is a command, or switches one on; in a stranger's .git/config none of them may work.
PROGRAMS = (
    "core.fsmonitor", "core.editor", "core.pager", "core.sshCommand", "core.askPass", "core.gitProxy",
    "core.alternateRefsCommand", "sequence.editor", "diff.external", "diff.evil.textconv", "diff.evil.command",
    "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "merge.evil.driver", "gpg.program",
    "gpg.openpgp.program", "gpg.x509.program", "gpg.ssh.program", "gpg.ssh.defaultKeyCommand", "credential.helper",
    "interactive.diffFilter", "uploadpack.packObjectsHook", "trailer.evil.command", "trailer.evil.cmd",
    "browser.evil.cmd", "man.evil.cmd", "mergetool.evil.cmd", "difftool.evil.cmd", "sendemail.smtpServer",
    "guitool.evil.cmd", "imap.tunnel", "submodule.evil.update", "pager.log", "pager.rev-list", "alias.rev-list",
    "alias.rev-parse", "alias.cat-file", "alias.commit", "alias.add", "alias.config", "alias.ls-files",
    "remote.origin.uploadpack", "remote.origin.receivepack", "hook.evil.command", "hook.evil2.command",
)  # fmt: skip
SWITCHES: Mapping[str, str] = {
    "commit.verbose": "true",
    "commit.cleanup": "scissors",
    "filter.evil.required": "true",
    "remote.origin.url": "ext::sh -c touch% {sprung}",
    "remote.origin.promisor": "true",
    "remote.origin.vcs": "evil",
    "remote.origin.partialclonefilter": "blob:none",
    "extensions.partialClone": "origin",
    "protocol.allow": "always",
    "protocol.ext.allow": "always",
    "protocol.file.allow": "always",
    "hook.evil.event": "pre-commit",
    "hook.evil2.event": "reference-transaction",
    "log.showSignature": "true",
    "diff.submodule": "log",
    "submodule.recurse": "true",
    "fetch.recurseSubmodules": "true",
    "gc.auto": "1",
    "maintenance.auto": "true",
    "core.attributesFile": "{outside}/secret.yaml",
    "core.excludesFile": "{outside}/secret.yaml",
    "mailmap.file": "{outside}/secret.yaml",
    "commit.template": "{outside}/secret.yaml",
    "blame.ignoreRevsFile": "{outside}/secret.yaml",
    "gpg.ssh.allowedSignersFile": "{outside}/secret.yaml",
    "core.untrackedCache": "true",
    "core.splitIndex": "true",
    "color.ui": "always",
    "core.quotePath": "false",
    "i18n.logOutputEncoding": "UTF-16",
    "log.date": "relative",
    "format.pretty": "%B",
    "core.abbrev": "4",
    "diff.renames": "copies",
    "advice.addEmbeddedRepo": "true",
}
SIGNING: Mapping[str, Mapping[str, str]] = {
    "openpgp": {"commit.gpgSign": "true", "user.signingKey": "evil"},
    "ssh": {
        "gpg.format": "ssh",
        "commit.gpgSign": "true",
        "user.signingKey": "key::ssh-ed25519 AAAA",
    },
    "ssh, asked for": {"gpg.format": "ssh", "commit.gpgSign": "true"},
    "x509": {"gpg.format": "x509", "commit.gpgSign": "true"},
}


def _script(world: World) -> Path:
    script = world.root / ".git/evil.sh"
    script.write_text(f"#!/bin/sh\ntouch '{world.sprung}'\ncat\n")
    script.chmod(0o755)
    return script


def _set(world: World, settings: Mapping[str, str]) -> None:
    """Write settings as a stranger would: straight into the file."""
    lines = []
    for name, value in settings.items():
        section, _, rest = name.partition(".")
        inner, _, key = rest.rpartition(".")
        head = f'[{section} "{inner}"]' if inner else f"[{section}]"
        said = value.format(sprung=world.sprung, outside=world.outside)
        lines.append(f"{head}\n\t{key} = {said}\n")
    with (world.root / ".git/config").open("a") as config:
        config.write("".join(lines))


def programs(world: World) -> None:
    """Name a program wherever git takes one."""
    script = str(_script(world))
    _set(world, dict.fromkeys(PROGRAMS, script) | SWITCHES)
    (world.root / ".gitattributes").write_text(
        "* filter=evil diff=evil merge=evil\n*.md text eol=crlf\n"
    )
    (world.root / ".gitmodules").write_text(
        '[submodule "evil"]\n\tpath = evil\n\turl = ext::sh -c evil\n\tupdate = !touch sprung\n'
        '[submodule "-evil"]\n\tpath = -evil\n\turl = --upload-pack=evil\n'
    )


def hooks(world: World) -> None:
    """Put a script into every hook, also where core.hooksPath says."""
    other = world.root / "githooks"
    other.mkdir()
    (world.root / ".git/hooks").mkdir(exist_ok=True)
    for name in HOOKS:
        for folder in (world.root / ".git/hooks", other):
            (folder / name).write_text(f"#!/bin/sh\ntouch '{world.sprung}'\n")
            (folder / name).chmod(0o755)
    _set(world, {"core.hooksPath": "githooks"})


def signing(kind: str) -> Trap:
    """Ask for a signature by a program of the repository's own."""

    def set_trap(world: World) -> None:
        script = str(_script(world))
        names = [name for name in PROGRAMS if name.startswith("gpg.")]
        _set(world, dict.fromkeys(names, script) | SIGNING[kind])

    return set_trap


def includes(world: World) -> None:
    """Take settings from a file outside; git may look there, but nothing of it is shown."""
    _set(world, {"include.path": "{outside}/secret.yaml", "includeIf.gitdir:**.path": "/dev/zero"})


def odd_refs(world: World) -> None:
    """Give refs names that look like options, or lead outside."""
    here = git(world, "rev-parse", "HEAD").strip()
    refs = world.root / ".git/refs/heads"
    for name in (
        "-x",
        "--output=evil",
        "--exec=evil",
        "-",
        "$(touch sprung)",
        ";touch sprung",
        "é\u202e",
    ):
        (refs / name).write_text(f"{here}\n")
    (refs / "loop").write_text("ref: refs/heads/loop\n")
    (refs / "dots").write_text("ref: ../../../outside/secret.yaml\n")


def linked_ref(world: World) -> None:
    """Have a ref that is a link to a file outside."""
    (world.root / ".git/refs/heads/out").symlink_to(world.outside / "secret.yaml")


def head_like_an_option(world: World) -> None:
    """Stand on a branch whose name is an option."""
    here = git(world, "rev-parse", "HEAD").strip()
    (world.root / ".git/refs/heads/--output=evil").write_text(f"{here}\n")
    (world.root / ".git/HEAD").write_text("ref: refs/heads/--output=evil\n")


def lost_objects(world: World) -> None:
    """Be a partial clone in which every second object is missing."""
    _set(world, SWITCHES | {"remote.origin.uploadpack": str(_script(world))})
    objects = sorted((world.root / ".git/objects").glob("??/*"))
    for path in objects[::2]:
        path.unlink()


def broken_objects(world: World) -> None:
    """Hold objects that are cut, empty, of another kind, or unpack to a lot."""
    objects = sorted((world.root / ".git/objects").glob("??/*"))
    contents = (
        b"",
        zlib.compress(b"blob 900000000\0" + bytes(1000)),
        zlib.compress(b"tree 3\0abc"),
        bytes(99),
    )
    for number, path in enumerate(objects):
        if number % 3 == 0:
            path.chmod(0o644)
            path.write_bytes(contents[number % len(contents)])


def broken_repository(world: World) -> None:
    """Have a HEAD, an index, packed refs and a configuration that are none."""
    (world.root / ".git/HEAD").write_bytes(b"\xff\xfe\0 ref:")
    (world.root / ".git/index").write_bytes(b"DIRC" + bytes(range(256)))
    (world.root / ".git/packed-refs").write_text("# pack-refs\nzzzz refs/heads/main\n")


def broken_settings(world: World) -> None:
    """Have a configuration that git cannot read."""
    (world.root / ".git/config").write_bytes(b'[core\n\x00\xff = "\\q\n')


def elsewhere(world: World) -> None:
    """Claim to be the work tree of another folder."""
    _set(world, {"core.worktree": "{outside}"})


def a_file_for_git(world: World) -> None:
    """Keep the repository somewhere outside, as a link in a file."""
    (world.root / ".git").rename(world.top / "other.git")
    (world.root / ".git").write_text(f"gitdir: {world.outside}\n")


def a_loop_for_git(world: World) -> None:
    """Let .git lead to itself."""
    (world.root / ".git").rename(world.top / "other.git")
    (world.root / ".git").symlink_to(".git")


def a_pipe_for_git(world: World) -> None:
    """Let HEAD and the index be pipes."""
    for name in ("HEAD", "index"):
        (world.root / ".git" / name).unlink()
        os.mkfifo(world.root / ".git" / name)


def somebody_elses(world: World) -> Mapping[str, str]:
    """Belong to somebody else."""
    hooks(world)
    programs(world)
    return {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}


def odd_history(world: World) -> None:
    """Have commits with escapes, long texts and days that no calendar has, and trees with names like ../x."""
    tree = git(world, "rev-parse", "HEAD^{tree}").strip()
    here = git(world, "rev-parse", "HEAD").strip()
    for moment, subject in (
        ("99999999999 +0000", "\x1b]0;evil\x07\x1b[31m\u202e red"),
        ("-1 +9999", "x" * 100_000),
        ("1770000000 +0100", "- [x](evil) <b> | {{ 1 }} \r\nSubject: evil"),
    ):
        body = f"tree {tree}\nparent {here}\nauthor E <e> {moment}\ncommitter E <e> {moment}\n\n{subject}\n"
        (world.top / "commit").write_text(body, "utf-8")
        here = git(world, "hash-object", "-t", "commit", "--literally", "-w", "../commit").strip()
    (world.top / "commit").unlink()
    blob = git(world, "hash-object", "-w", "program.yaml").strip()
    entries = b"".join(
        mode + b" " + name + b"\0" + bytes.fromhex(blob)
        for mode, name in (
            (b"120000", b"participants.yaml"), (b"100644", b"../x"), (b"100644", b".git"), (b"160000", b"pairs.yaml"),
            (b"40000", b"journal"), (b"100644", b"a\nb\x1b"), (b"100644", b"program.yaml"),
        )
    )  # fmt: skip
    (world.top / "tree").write_bytes(entries)
    odd = git(world, "hash-object", "-t", "tree", "--literally", "-w", "../tree").strip()
    (world.top / "tree").unlink()
    body = f"tree {odd}\nparent {here}\nauthor E <e> 1770000001 +0100\ncommitter E <e> 1770000001 +0100\n\nOdd\n"
    (world.top / "commit").write_text(body)
    last = git(world, "hash-object", "-t", "commit", "--literally", "-w", "../commit").strip()
    (world.top / "commit").unlink()
    (world.root / ".git/refs/heads/main").write_text(f"{last}\n")


def variables(_: World) -> Mapping[str, str]:
    """Be called from inside of git, and with settings that make no sense."""
    return {
        "GIT_DIR": "/nowhere",
        "GIT_WORK_TREE": "/",
        "GIT_INDEX_FILE": "/nowhere",
        "GIT_CONFIG_COUNT": "many",
        "GIT_NAMESPACE": "x",
        "GIT_LITERAL_PATHSPECS": "0",
        "GIT_GLOB_PATHSPECS": "1",
        "GIT_EXTERNAL_DIFF": "false",
        "GIT_TRACE": "1",
    }


# Repositories in which every command does what it always does.
QUIET: Mapping[str, Trap] = {
    "programs in settings": programs,
    "hooks": hooks,
    "refs like options": odd_refs,
}
LOUD: Mapping[str, Trap] = {
    **{f"signing by {kind}": signing(kind) for kind in SIGNING},
    "settings from outside": includes,
    "head like an option": head_like_an_option,
    "ref that is a link": linked_ref,
    "objects missing": lost_objects,
    "objects broken": broken_objects,
    "repository broken": broken_repository,
    "settings broken": broken_settings,
    "work tree elsewhere": elsewhere,
    "repository elsewhere": a_file_for_git,
    "repository in a loop": a_loop_for_git,
    "pipes in the repository": a_pipe_for_git,
    "repository of somebody else": somebody_elses,
    "history of a stranger": odd_history,
    "variables of git": variables,
}
