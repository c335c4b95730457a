"""What git, clones and mails still hold of somebody who was forgotten, and how to take it out of git.

The steps are plain shell, git and perl (which git brings along on Windows), so that they can be read
before they are run. docs/privacy.md explains them; tests run them as they are printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.rights.forgetting import Case

# Runs once for each commit, in its files; with an argument, on a text that it is given.
FILTER = r"""use strict; use warnings; use File::Find;
my ($id, $alias, @words) = split /\n/, $ENV{FORGET};
my $top = $ENV{FORGET_TOP} || ".";
my $as_id = qr/(?<![A-Za-z0-9])(?<![A-Za-z0-9]-)\Q$id\E(?![A-Za-z0-9])(?!-[A-Za-z0-9])/;
my ($words) = map { qr/(?<![\w-])(?:$_)(?![\w-])/i } join "|",
    map { join "\\s+", map { quotemeta } split / / } @words;
my $braces = qr/(\{(?:[^{}]|(?-1))*\})/;
sub clean {
    my ($text, $path) = @_;
    if ($path =~ m{(^|/)participants(\.yaml|/[^/]+\.yaml)$}) {
        my $left = "- {id: $alias, name: $alias, role: both, status: left}";
        $text =~ s/^([ \t]*)-[ \t]+(?=\{[ \t]*id:[ \t]*\Q$id\E[ \t]*,)$braces[^\r\n]*/$1$left/gm;
        $text =~ s/^([ \t]*)-[ \t]+id:[ \t]*\Q$id\E[ \t]*(?:#[^\r\n]*)?(\r?\n)(?:\g1[ \t]+[^\r\n]*(?:\r?\n|\z))*/$1$left$2/gm;
    }
    $text =~ s/$as_id/$alias/g;
    $text =~ s/$words/$alias/g;
    return $text;
}
sub read_all { local $/; my $text = readline $_[0]; defined $text ? $text : "" }
if (@ARGV) { binmode STDIN; binmode STDOUT; print clean(read_all(*STDIN), ""); exit }
system "rm", "-rf", map { "$top/$_" } qw(sessions calendars reports);
finddepth({no_chdir => 1, wanted => sub {
    my $path = $_;
    if (-f $path && !-l $path) {
        open my $in, "<:raw", $path or die "$path: $!";
        my $old = read_all($in);
        close $in;
        my $new = clean($old, $path);
        if ($new ne $old) {
            open my $out, ">:raw", $path or die "$path: $!";
            print $out $new;
            close $out or die "$path: $!";
        }
    }
    my ($folder, $name) = $path =~ m{^(.*/)?([^/]*)$};
    (my $other = $name) =~ s/$as_id/$alias/g;
    rename $path, ($folder || "") . $other if $other ne $name;
}}, $top);
"""
_STEPS = """\
cd {root}
git stash clear
export FORGET={words}
export FORGET_TOP={top}
export FORGET_FILTER="$(mktemp)" FILTER_BRANCH_SQUELCH_WARNING=1
cat > "$FORGET_FILTER" <<'PERL'
{filter}PERL
git filter-branch -f --tree-filter 'perl "$FORGET_FILTER"' \\
    --msg-filter 'perl "$FORGET_FILTER" text' \\
    --env-filter '
        for key in GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL; do
            eval "export $key=\\"\\$(printf %s \\"\\$$key\\" | perl \\"$FORGET_FILTER\\" text)\\""
        done' \\
    --tag-name-filter cat -- --all
git for-each-ref --format='delete %(refname)' refs/original | git update-ref --no-deref --stdin
rm "$FORGET_FILTER"
git reflog expire --expire=now --expire-unreachable=now --all
git gc --quiet --prune=now
git cat-file --batch-all-objects --batch | LC_ALL=C grep -aciF {patterns}
"""
_PUSH = """\
git push --force --all {remote} && git push --force --tags {remote}
"""


def holds(root: Path) -> Iterator[str]:
    """What is out of rmentor's reach, a sentence each."""
    from rmentor.git import has_git, is_inside_repository

    if has_git() and is_inside_repository(root):
        commits, remotes = _commits(root), _remotes(root)
        yield language().plural(
            "git’s history: %(n)d commit holds earlier versions of these files",
            "git’s history: %(n)d commits hold earlier versions of these files",
            commits,
        )
        if remotes:
            yield say("copies on forges: %(names)s", names=", ".join(remotes))
    yield say("clones, forks and downloads that others have")
    yield say("mails, invitations and calendars that were sent, and drafts in mail programs")
    yield say("backups, and exports that were shared")
    yield say("sheets and forms that are imported again: take the row out there, too")


def history_steps(root: Path, case: Case) -> str | None:
    """The steps that take somebody out of git's history, to be run in a shell; None without a history."""
    from rmentor.cli.rights.names import names_of
    from rmentor.git import has_git, is_inside_repository, path_in_repository

    if not (has_git() and is_inside_repository(root)) or not _commits(root):
        return None
    alias, words = names_of(case)
    prefix = path_in_repository(root)
    top = root.resolve()
    for _ in Path(prefix).parts:
        top = top.parent
    ids = (case.person.id, alias)
    remotes = _remotes(root)
    return "".join((
        _STEPS.format(
            root=quote(str(top)),
            words=quote("\n".join((*ids, *words))),
            top=quote(prefix.rstrip("/") or "."),
            filter=FILTER,
            patterns=" ".join(f"-e {quote(each)}" for each in (case.person.id, *words)),
        ),
        *(_PUSH.format(remote=quote(each)) for each in remotes),
    ))  # fmt: skip


def _commits(root: Path) -> int:
    from rmentor.errors import GitMissing
    from rmentor.git import ask

    try:
        return int(ask(root, ["rev-list", "--all", "--count", "--", "."]))
    except (GitMissing, ValueError):
        return 0


def _remotes(root: Path) -> list[str]:
    from rmentor.errors import GitMissing
    from rmentor.git import ask

    try:
        return ask(root, ["remote"]).decode(errors="replace").split()
    except GitMissing:
        return []
