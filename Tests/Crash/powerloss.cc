/* A file system that keeps what a program has synced, and of the rest what chance decides.
 *
 * Usage: powerloss BASE MOUNTPOINT [KEY=VALUE…]   (ends when it is unmounted)
 *
 *   at=N         the power fails before the N-th change; without it, changes are only counted
 *   seed=N       decides what is kept of that which was not synced
 *   fail-sync=N  the N-th sync of a file answers EIO, and what it should have kept is gone for good,
 *                though it can still be read: the next sync says that all is well
 *
 * BASE/live holds the files; what lies there at the start is on the disk. Changes go to it and are
 * counted in BASE/changes, a line each. When the power fails every call answers EIO, BASE/image is a
 * tree that the disk could hold, and BASE/cut says so. BASE/image.inodes tells under which number
 * each of its files was known: as BASE/inodes beside the next live tree, they keep it.
 *
 * POSIX is read as strictly as it can be: the bytes of a file are kept by a sync of that file, a
 * name (made, moved, linked, removed) by a sync of a directory it stands in; a move is kept whole or
 * not at all; and whatever was not synced is kept or not, in any order, writes even in part. Real
 * file systems promise more, each something else: a program that lives through this needs none of
 * it. Rights and times are kept at once. */
#define FUSE_USE_VERSION 35
#include <fcntl.h>
#include <fuse.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

using std::map, std::string, std::vector;
typedef ino_t Inode;

/* Bytes that were written, or where a file was cut off. */
struct Change {
  off_t offset;
  bool cuts;
  string bytes;
};

/* What the disk holds of a file: what it holds now, or `kept` and some of `changes`. */
struct File {
  int descriptor; /* keeps the inode's number from being used again */
  bool changed = false, lost = false;
  string kept;
  vector<Change> changes;
};

/* A name that from now on means a file, or none. */
struct Entry {
  Inode directory;
  string name;
  Inode inode;
};
typedef vector<Entry> Step;
typedef map<Inode, map<string, Inode>> Tree;

static string base, live;
static map<Inode, File> files;
static Tree tree;
static vector<Step> steps;
static Inode root;
static long changes, cut_at, syncs, failing_sync;
static uint64_t seed = 1;
static bool is_cut;
/* As which numbers files are known that a cut has copied; others are known as new ones. */
static map<Inode, Inode> known;
static Inode generation;
static FILE *trace, *image_inodes;
static std::mt19937_64 chance;

static uint64_t below(uint64_t count) { return chance() % count; }
static string place(const char *path) { return live + path; }

static Inode shown(Inode inode) {
  const auto found = known.find(inode);
  return found == known.end() ? inode + (generation << 40) : found->second;
}

static Inode inode_of(const string &path) {
  struct stat status;
  return lstat(place(path.c_str()).c_str(), &status) ? 0 : status.st_ino;
}
static Inode inode_of(int descriptor) {
  struct stat status;
  return fstat(descriptor, &status) ? 0 : status.st_ino;
}

static string bytes_of(int descriptor) {
  struct stat status;
  char name[64];
  snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
  const int file = open(name, O_RDONLY);
  if (file < 0 || fstat(file, &status)) return "";
  string bytes(status.st_size, 0);
  size_t length = 0;
  for (ssize_t count = 1; count > 0 && length < bytes.size(); length += std::max<ssize_t>(0, count))
    count = pread(file, &bytes[length], bytes.size() - length, length);
  close(file);
  bytes.resize(length);
  return bytes;
}

/* -- What is on the disk ------------------------------------------------------------------------ */

static void take(string &bytes, const Change &change) {
  if (change.cuts) return bytes.resize(change.offset);
  const size_t end = change.offset + change.bytes.size();
  if (bytes.size() < end) bytes.resize(end);
  bytes.replace(change.offset, change.bytes.size(), change.bytes);
}

static void take(Tree &tree, const Step &step) {
  for (const Entry &entry : step) {
    if (entry.inode) tree[entry.directory][entry.name] = entry.inode;
    else tree[entry.directory].erase(entry.name);
  }
}

/* Takes over the steps that are wanted, and before them all that say something of the same names. */
template <typename Wanted> static void keep(Tree &tree, vector<Step> &steps, Wanted wanted) {
  std::set<std::pair<Inode, string>> names;
  vector<bool> kept(steps.size());
  for (size_t index = steps.size(); index-- > 0;) {
    const Step &step = steps[index];
    kept[index] = wanted(index) || std::any_of(step.begin(), step.end(), [&](const Entry &entry) {
      return names.count({entry.directory, entry.name}) > 0;
    });
    if (kept[index]) for (const Entry &entry : step) names.insert({entry.directory, entry.name});
  }
  vector<Step> rest;
  for (size_t index = 0; index < steps.size(); index++) {
    if (kept[index]) take(tree, steps[index]);
    else rest.push_back(steps[index]);
  }
  steps.swap(rest);
}

static void will_change(Inode inode, Change change) {
  File &file = files[inode];
  if (!file.changed) file.kept = bytes_of(file.descriptor);
  file.changed = true;
  file.changes.push_back(std::move(change));
}

static void sync_file(Inode inode) {
  File &file = files[inode];
  if (file.lost) {
    for (const Change &change : file.changes) take(file.kept, change);
  } else {
    file.changed = false;
    file.kept.clear();
  }
  file.changes.clear();
}

/* What is kept of a file that was not synced. */
static string survivor(const File &file) {
  if (!file.changed) return bytes_of(file.descriptor);
  string bytes = file.kept;
  const uint64_t how = below(4);
  const size_t first = below(file.changes.size() + 1);
  for (size_t index = 0; index < file.changes.size(); index++) {
    Change change = file.changes[index];
    if (how == 0 || (how == 1 && index >= first) || (how >= 2 && below(2))) continue;
    if (how == 3 && change.bytes.size() > 512) {
      /* The last sectors did not make it; or the length did, and the bytes did not. */
      if (below(2)) change.bytes.resize(512 * below(change.bytes.size() / 512 + 1));
      else std::fill(change.bytes.begin(), change.bytes.end(), 0);
    }
    take(bytes, change);
  }
  return bytes;
}

static void write_tree(Tree &tree, Inode directory, const string &path, map<Inode, string> &written) {
  for (const auto &[name, inode] : tree[directory]) {
    const auto found = files.find(inode);
    if (found == files.end()) continue;
    const File &file = found->second;
    const string target = path + "/" + name;
    struct stat status;
    if (fstat(file.descriptor, &status)) continue;
    if (S_ISDIR(status.st_mode)) {
      mkdir(target.c_str(), status.st_mode & 07777);
      write_tree(tree, inode, target, written);
    } else if (written.count(inode)) {
      if (link(written[inode].c_str(), target.c_str())) perror("powerloss: link");
    } else if (S_ISLNK(status.st_mode)) {
      char text[4096];
      const ssize_t length = readlinkat(file.descriptor, "", text, sizeof text - 1);
      if (length > 0 && symlink(string(text, length).c_str(), target.c_str())) perror("powerloss: symlink");
    } else {
      const string bytes = survivor(file);
      const int out = open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL, status.st_mode & 07777);
      if (out < 0 || write(out, bytes.data(), bytes.size()) != (ssize_t)bytes.size()) perror("powerloss: write");
      const struct timespec times[2] = {status.st_atim, status.st_mtim};
      futimens(out, times);
      close(out);
    }
    written[inode] = target;
    if (lstat(target.c_str(), &status) == 0)
      fprintf(image_inodes, "%lu %lu\n", (unsigned long)status.st_ino, (unsigned long)shown(inode));
  }
}

static void cut() {
  is_cut = true;
  const uint64_t how = below(4);
  const size_t first = below(steps.size() + 1);
  if (how == 1) keep(tree, steps, [&](size_t index) { return index < first; });
  if (how >= 2) keep(tree, steps, [&](size_t) { return below(2) == 0; });
  mkdir((base + "/image").c_str(), 0755);
  image_inodes = fopen((base + "/image.inodes").c_str(), "w");
  fprintf(image_inodes, "%lu\n", (unsigned long)generation + 1);
  map<Inode, string> written;
  write_tree(tree, root, base + "/image", written);
  fclose(image_inodes);
  fclose(fopen((base + "/cut").c_str(), "w"));
}

/* -- Calls -------------------------------------------------------------------------------------- */

/* Counts a change; whether it may happen. Writes to one file in a row are one: of those that were
 * not synced any may be kept, so that a cut behind them shows what one between them would. */
static int count(const char *call, const char *path) {
  static string last;
  const string line = string(call) + " " + (path ? path : "(removed)");
  if (is_cut) return -EIO;
  if (line == last && line.rfind("write", 0) == 0) return 0;
  last = line;
  fprintf(trace, "%ld %s\n", ++changes, line.c_str());
  if (changes == cut_at) cut();
  return is_cut ? -EIO : 0;
}

#define BEGIN(call, path) if (const int fault = count(call, path)) return fault
#define NEEDS_POWER if (is_cut) return -EIO
static int answer(int result) { return result < 0 ? -errno : 0; }
static int descriptor_of(struct fuse_file_info *file) { return (int)file->fh; }

static string parent(const string &path) { return path.substr(0, std::max<size_t>(1, path.rfind('/'))); }
static Entry entry(const string &path, Inode inode) {
  return {inode_of(parent(path)), path.substr(path.rfind('/') + 1), inode};
}

/* Begins to watch over what is new, and says which it is. */
static Inode adopt(const string &path) {
  const int descriptor = open(place(path.c_str()).c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC);
  const Inode inode = inode_of(descriptor);
  if (!files.try_emplace(inode, File{descriptor}).second) close(descriptor);
  return inode;
}
static int made(const char *path) {
  const Inode inode = adopt(path);
  steps.push_back({entry(path, inode)});
  return 0;
}

static int do_getattr(const char *path, struct stat *status, struct fuse_file_info *file) {
  NEEDS_POWER;
  const int result = file ? fstat(descriptor_of(file), status) : lstat(place(path).c_str(), status);
  if (result) return -errno;
  status->st_ino = shown(status->st_ino);
  return 0;
}
static int do_readlink(const char *path, char *text, size_t size) {
  NEEDS_POWER;
  const ssize_t length = readlink(place(path).c_str(), text, size - 1);
  if (length >= 0) text[length] = 0;
  return answer(length);
}
static int do_mkdir(const char *path, mode_t mode) {
  BEGIN("mkdir", path);
  return mkdir(place(path).c_str(), mode) ? -errno : made(path);
}
static int do_mknod(const char *path, mode_t mode, dev_t) {
  BEGIN("create", path);
  return mknod(place(path).c_str(), mode, 0) ? -errno : made(path);
}
static int do_symlink(const char *target, const char *path) {
  BEGIN("create", path);
  return symlink(target, place(path).c_str()) ? -errno : made(path);
}
static int do_create(const char *path, mode_t mode, struct fuse_file_info *file) {
  BEGIN("create", path);
  const int descriptor = open(place(path).c_str(), file->flags | O_CREAT, mode);
  if (descriptor < 0) return -errno;
  file->fh = descriptor;
  return made(path);
}
static int removed(const char *path, Step step, int result) {
  if (result) return -errno;
  steps.push_back(std::move(step));
  return 0;
}
static int do_unlink(const char *path) {
  BEGIN("unlink", path);
  return removed(path, {entry(path, 0)}, unlink(place(path).c_str()));
}
static int do_rmdir(const char *path) {
  BEGIN("rmdir", path);
  return removed(path, {entry(path, 0)}, rmdir(place(path).c_str()));
}
static int do_rename(const char *from, const char *to, unsigned flags) {
  BEGIN("rename", to);
  const Inode moved = inode_of(from), other = inode_of(to);
  const bool exchanges = flags & RENAME_EXCHANGE;
  if (syscall(SYS_renameat2, AT_FDCWD, place(from).c_str(), AT_FDCWD, place(to).c_str(), flags)) return -errno;
  if (moved != other) steps.push_back({entry(from, exchanges ? other : 0), entry(to, moved)});
  return 0;
}
static int do_link(const char *from, const char *to) {
  BEGIN("link", to);
  if (link(place(from).c_str(), place(to).c_str())) return -errno;
  steps.push_back({entry(to, inode_of(to))});
  return 0;
}
static int do_truncate(const char *path, off_t size, struct fuse_file_info *file) {
  BEGIN("truncate", path);
  will_change(inode_of(path), {size, true, ""});
  return answer(file ? ftruncate(descriptor_of(file), size) : truncate(place(path).c_str(), size));
}
static int do_open(const char *path, struct fuse_file_info *file) {
  NEEDS_POWER;
  if (file->flags & O_TRUNC) {
    BEGIN("truncate", path);
    will_change(inode_of(path), {0, true, ""});
  }
  const int descriptor = open(place(path).c_str(), file->flags & ~O_DIRECT);
  if (descriptor < 0) return -errno;
  file->fh = descriptor;
  return 0;
}
static int do_read(const char *, char *bytes, size_t size, off_t offset, struct fuse_file_info *file) {
  NEEDS_POWER;
  const ssize_t length = pread(descriptor_of(file), bytes, size, offset);
  return length < 0 ? -errno : (int)length;
}
static int do_write(
  const char *path, const char *bytes, size_t size, off_t offset, struct fuse_file_info *file
) {
  BEGIN("write", path);
  will_change(inode_of(descriptor_of(file)), {offset, false, string(bytes, size)});
  const ssize_t length = pwrite(descriptor_of(file), bytes, size, offset);
  return length < 0 ? -errno : (int)length;
}
static int do_fsync(const char *path, int, struct fuse_file_info *file) {
  BEGIN("sync", path);
  const Inode inode = inode_of(descriptor_of(file));
  if (++syncs == failing_sync) {
    files[inode].lost = files[inode].changed;
    files[inode].changes.clear();
    return -EIO;
  }
  sync_file(inode);
  return 0;
}
static int do_fsyncdir(const char *path, int, struct fuse_file_info *) {
  BEGIN("sync", path);
  const Inode directory = inode_of(path);
  keep(tree, steps, [&](size_t index) {
    return std::any_of(steps[index].begin(), steps[index].end(), [&](const Entry &entry) {
      return entry.directory == directory;
    });
  });
  return 0;
}
static int do_release(const char *, struct fuse_file_info *file) { return answer(close(descriptor_of(file))); }
static int do_statfs(const char *path, struct statvfs *status) {
  NEEDS_POWER;
  return answer(statvfs(place(path).c_str(), status));
}
static int do_readdir(
  const char *path, void *buffer, fuse_fill_dir_t fill, off_t, struct fuse_file_info *,
  enum fuse_readdir_flags
) {
  NEEDS_POWER;
  std::error_code fault;
  for (const auto &entry : std::filesystem::directory_iterator(place(path), fault)) {
    /* Without their kinds, as some file systems list them. */
    fill(buffer, entry.path().filename().c_str(), nullptr, 0, (fuse_fill_dir_flags)0);
  }
  return -fault.value();
}
static int do_chmod(const char *path, mode_t mode, struct fuse_file_info *) {
  NEEDS_POWER;
  return answer(chmod(place(path).c_str(), mode));
}
static int do_chown(const char *path, uid_t user, gid_t group, struct fuse_file_info *) {
  NEEDS_POWER;
  return answer(lchown(place(path).c_str(), user, group));
}
static int do_utimens(const char *path, const struct timespec times[2], struct fuse_file_info *) {
  NEEDS_POWER;
  return answer(utimensat(AT_FDCWD, place(path).c_str(), times, AT_SYMLINK_NOFOLLOW));
}
static void *do_init(struct fuse_conn_info *, struct fuse_config *settings) {
  settings->use_ino = 1;
  settings->hard_remove = 1;
  return nullptr;
}

static void adopt_all(const string &path, Inode directory) {
  tree[directory];
  for (const auto &found : std::filesystem::directory_iterator(place(path.c_str()))) {
    const string inner = (path == "/" ? "" : path) + "/" + found.path().filename().string();
    tree[directory][found.path().filename()] = adopt(inner);
    if (found.is_directory() && !found.is_symlink()) adopt_all(inner, inode_of(inner));
  }
}

int main(int argument_count, char **words) {
  if (argument_count < 3) {
    fprintf(stderr, "usage: powerloss BASE MOUNTPOINT [KEY=VALUE…]\n");
    return 2;
  }
  base = std::filesystem::canonical(words[1]);
  live = base + "/live";
  for (int index = 3; index < argument_count; index++) {
    const string word = words[index], key = word.substr(0, word.find('='));
    const long value = atol(word.c_str() + std::min(word.size(), key.size() + 1));
    if (key == "at") cut_at = value;
    else if (key == "seed") seed = value;
    else if (key == "fail-sync") failing_sync = value;
    else {
      fprintf(stderr, "powerloss: %s is no setting\n", key.c_str());
      return 2;
    }
  }
  chance.seed(seed * 1000003 + cut_at);
  trace = fopen((base + "/changes").c_str(), "w");
  setvbuf(trace, nullptr, _IOLBF, 0);
  /* One descriptor for each file that ever was. */
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit)) perror("powerloss: descriptors");
  if (FILE *inodes = fopen((base + "/inodes").c_str(), "r")) {
    unsigned long number, before;
    if (fscanf(inodes, "%lu", &number) == 1) generation = number;
    while (fscanf(inodes, "%lu %lu", &number, &before) == 2) known[number] = before;
    fclose(inodes);
  }
  umask(0);
  root = adopt("/");
  adopt_all("/", root);

  struct fuse_operations calls = {};
  calls.getattr = do_getattr, calls.readlink = do_readlink, calls.mknod = do_mknod;
  calls.mkdir = do_mkdir, calls.unlink = do_unlink, calls.rmdir = do_rmdir;
  calls.symlink = do_symlink, calls.rename = do_rename, calls.link = do_link;
  calls.chmod = do_chmod, calls.chown = do_chown, calls.truncate = do_truncate;
  calls.open = do_open, calls.read = do_read, calls.write = do_write, calls.statfs = do_statfs;
  calls.release = do_release, calls.fsync = do_fsync, calls.readdir = do_readdir;
  calls.fsyncdir = do_fsyncdir, calls.init = do_init, calls.create = do_create;
  calls.utimens = do_utimens;
  char single[] = "-s", foreground[] = "-f", options[] = "-odefault_permissions,fsname=powerloss";
  char *fuse_words[] = {words[0], single, foreground, options, words[2]};
  return fuse_main(5, fuse_words, &calls, nullptr);
}
