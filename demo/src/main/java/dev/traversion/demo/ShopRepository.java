package dev.traversion.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.patch.Patch;
import org.eclipse.jgit.patch.PatchApplier;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.util.FS;

/** The git repository of the shop: handlers, settings, and who changed them when. */
final class ShopRepository implements AutoCloseable {
  private static final String BRANCH = "main";

  private final Git git;

  private ShopRepository(Git git) {
    this.git = git;
  }

  /**
   * A commit.
   *
   * @param title first line of its message
   */
  record Commit(String sha, String title, String author, Instant authoredAt) {
    String shortSha() {
      return sha.substring(0, 10);
    }
  }

  /**
   * Opens the repository, or makes it from the patches in our resources.
   *
   * @param newest when the last commit shall seem to have been made; the others keep their distance
   */
  static ShopRepository at(Path folder, Instant newest) throws IOException {
    // JGit would measure the resolution of file times for seconds before it writes anything.
    FS.FileStoreAttributes.setBackground(true);
    try {
      if (Files.isDirectory(folder.resolve(Constants.DOT_GIT))) {
        var existing = new ShopRepository(Git.open(folder.toFile()));
        if (existing.isWhole()) {
          return existing;
        }
        existing.close();
        throw new DemoException(folder + " is not the shop's repository: start over with --fresh");
      }
      var git = Git.init().setDirectory(folder.toFile()).setInitialBranch(BRANCH).call();
      write(git.getRepository(), HistoryPatch.all(), newest);
      git.reset().setMode(ResetType.HARD).setRef(BRANCH).call();
      return new ShopRepository(git);
    } catch (GitAPIException e) {
      throw new IOException("the shop's repository cannot be made in " + folder, e);
    }
  }

  private boolean isWhole() throws IOException {
    return git.getRepository().resolve(BRANCH) != null
        && history().size() == HistoryPatch.all().size();
  }

  private static void write(Repository repository, List<HistoryPatch> patches, Instant newest)
      throws IOException {
    var shift = Duration.between(patches.getLast().authoredAt(), newest);
    try (ObjectInserter inserter = repository.newObjectInserter();
        RevWalk walk = new RevWalk(repository)) {
      ObjectId tree = inserter.insert(new TreeFormatter());
      ObjectId parent = null;
      inserter.flush();
      for (var patch : patches) {
        var changes = new Patch();
        changes.parse(new ByteArrayInputStream(patch.diff().getBytes(StandardCharsets.UTF_8)));
        var applied =
            new PatchApplier(repository, walk.parseTree(tree), inserter).applyPatch(changes);
        if (!applied.getErrors().isEmpty()) {
          throw new IOException(patch.title() + " does not apply: " + applied.getErrors());
        }
        tree = applied.getTreeId();
        var who =
            new PersonIdent(
                patch.author(), patch.email(), patch.authoredAt().plus(shift), ZoneOffset.UTC);
        var commit = new CommitBuilder();
        commit.setTreeId(tree);
        if (parent != null) {
          commit.setParentId(parent);
        }
        commit.setAuthor(who);
        commit.setCommitter(who);
        commit.setMessage(patch.message());
        parent = inserter.insert(commit);
        inserter.flush();
      }
      var update = repository.updateRef(Constants.R_HEADS + BRANCH);
      update.setNewObjectId(parent);
      update.update();
    }
  }

  /** All commits, the oldest first. */
  List<Commit> history() throws IOException {
    try {
      return StreamSupport.stream(
              git.log().add(git.getRepository().resolve(BRANCH)).call().spliterator(), false)
          .map(ShopRepository::commit)
          .toList()
          .reversed();
    } catch (GitAPIException e) {
      throw new IOException("the shop's history cannot be read", e);
    }
  }

  /** The commit with this title. */
  Commit find(String title) throws IOException {
    return history().stream()
        .filter(commit -> commit.title().equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no commit '" + title + "'"));
  }

  private static Commit commit(RevCommit commit) {
    var author = commit.getAuthorIdent();
    return new Commit(
        commit.getName(), commit.getShortMessage(), author.getName(), author.getWhenAsInstant());
  }

  /** A file as it was at a commit. */
  Optional<String> file(Commit commit, String path) throws IOException {
    try (RevWalk walk = new RevWalk(git.getRepository());
        TreeWalk file = TreeWalk.forPath(git.getRepository(), path, tree(walk, commit).getTree())) {
      return file == null
          ? Optional.empty()
          : Optional.of(
              new String(
                  git.getRepository().open(file.getObjectId(0)).getBytes(),
                  StandardCharsets.UTF_8));
    }
  }

  /** Writes a folder as it was at a commit to a place outside the repository. */
  void checkOut(Commit commit, String folder, Path target) throws IOException {
    Files.createDirectories(target);
    try (RevWalk walk = new RevWalk(git.getRepository());
        TreeWalk files = new TreeWalk(git.getRepository())) {
      files.addTree(tree(walk, commit).getTree());
      files.setRecursive(true);
      files.setFilter(PathFilter.create(folder));
      while (files.next()) {
        var file = target.resolve(files.getPathString().substring(folder.length() + 1));
        Files.createDirectories(file.getParent());
        Files.write(file, git.getRepository().open(files.getObjectId(0)).getBytes());
      }
    }
  }

  private static RevCommit tree(RevWalk walk, Commit commit) throws IOException {
    return walk.parseCommit(ObjectId.fromString(commit.sha()));
  }

  @Override
  public void close() {
    git.close();
  }
}
