using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Baselines;

/// <summary>
/// Measures as <see cref="JeccJudge"/> does: M2 against the picture as it was edited and sent. Of M1 no side has the
/// picture meant, so it is drawn, where the request is about a drawn portrait; otherwise what was sent takes its place.
/// </summary>
/// <param name="networks">LPIPS-P compares; they stay the caller's.</param>
/// <param name="predictor">Says which degrees it sees.</param>
/// <param name="createCode">Makes what says whether bits arrived as they were sent.</param>
/// <param name="editsAtReceiver">M1.</param>
/// <param name="side">Of pictures, pixels.</param>
internal sealed class BaselineJudge(JeccNetworks networks, AttributePredictor predictor,
    Func<IPictureCode> createCode, bool editsAtReceiver, int side) : IJudge
{
    private readonly IPictureCode code = createCode();
    private readonly JeccJudge judge = new(networks, predictor, coding: null,
        pictures: latents => [.. latents.Select(latent => BaselineEncoder.Picture(latent, side))])
    { MeasuresChance = false };

    public IReadOnlyList<PictureQuality> Judge(IReadOnlyList<JudgeRequest> batch)
    {
        IReadOnlyList<JudgeRequest> meant = editsAtReceiver ? [.. batch.Select(WithPictureMeant)] : batch;
        return [.. judge.Judge(meant).Zip(batch,
            (quality, one) => quality with { IsIntact = code.IsIntact(one.Frame) })];
    }

    public void Dispose()
    {
        code.Dispose();
        judge.Dispose();
    }

    private JudgeRequest WithPictureMeant(JudgeRequest request)
    {
        if (request.Request is not { Latent: null, Image: ImageSource.Portrait portrait } || request.Meant is not { } label
            || EditTarget.Of(label, JeccJudge.DegreesOf(portrait)) is not { } target) return request;
        using var scope = NewDisposeScope();
        var row = new PortraitSampler(portrait.Seed).Sample(portrait.Index, 1);
        row[0, PortraitParameters.ColumnOf(target.Attribute)] = (double)target.Degree;
        var pixels = BaselineEncoder.Pixels(ImageTensors.ToImage(PortraitRenderer.Render(row, side)[0]));
        return request with { Encoding = request.Encoding with { Latent = pixels } };
    }
}
