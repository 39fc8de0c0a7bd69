// The worker's hash tables, over the standard library's. It uses no more of unordered_dense than these names.
#pragma once

#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense
{
template <typename Key>
using hash = std::hash<Key>;

template <typename Key, typename Value, typename Hash = std::hash<Key>>
using map = std::unordered_map<Key, Value, Hash>;

template <typename Key, typename Hash = std::hash<Key>>
using set = std::unordered_set<Key, Hash>;
} // namespace ankerl::unordered_dense
