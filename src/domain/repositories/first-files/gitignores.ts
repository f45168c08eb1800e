const editors = ['.idea/', '.vscode/', '*.swp', '.DS_Store'];

/** What projects of a language leave lying about, one pattern a line. */
export const gitignores: Readonly<Record<string, readonly string[]>> = {
  C: ['*.o', '*.obj', '*.a', '*.lib', '*.so', '*.so.*', '*.dll', '*.exe', '*.out', ...editors],
  'C++': ['*.o', '*.obj', '*.a', '*.lib', '*.so', '*.dll', '*.exe', '*.out', '*.gch', ...editors],
  CMake: ['build/', 'CMakeCache.txt', 'CMakeFiles/', 'cmake_install.cmake', 'Makefile', ...editors],
  Go: ['bin/', '*.exe', '*.test', '*.out', 'coverage.txt', 'go.work', 'go.work.sum', ...editors],
  Gradle: ['.gradle/', 'build/', '!gradle/wrapper/gradle-wrapper.jar', ...editors],
  Java: ['*.class', '*.jar', '*.war', '*.ear', '*.log', 'hs_err_pid*', 'target/', ...editors],
  Kotlin: ['*.class', '*.jar', '.gradle/', '.kotlin/', 'build/', 'local.properties', ...editors],
  Maven: ['target/', 'pom.xml.releaseBackup', 'release.properties', ...editors],
  Node: ['node_modules/', 'dist/', 'coverage/', '*.log', '.env', '*.tgz', ...editors],
  Python: [
    '__pycache__/',
    '*.py[co]',
    '.venv/',
    'dist/',
    '*.egg-info/',
    '.pytest_cache/',
    ...editors,
  ],
  Ruby: ['.bundle/', 'vendor/bundle/', '*.gem', 'coverage/', 'log/', 'tmp/', ...editors],
  Rust: ['target/', '**/*.rs.bk', '*.pdb', ...editors],
};
