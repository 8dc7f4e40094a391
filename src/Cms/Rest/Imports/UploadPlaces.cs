using Cms.Answers;

namespace Cms.Rest.Imports;

/// <summary>How many uploads come in at a time. Each fills the disk for as long as its sender takes.</summary>
internal sealed class UploadPlaces() : BoundedPlaces(4, "Too many uploads are coming in at the moment. Try again when one of them has ended.");
