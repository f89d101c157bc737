using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Users;

/// <summary>One thing that a user asks for.</summary>
/// <param name="Id">Given out once.</param>
/// <param name="Conversation">Counted from 0 within the user.</param>
/// <param name="Turn">Counted from 0 within the conversation.</param>
/// <param name="NominalSeconds">When it would be sent if every answer came at once: the same in every run.</param>
/// <param name="Latent">The picture before, as the transmitter keeps it; null in a first turn.</param>
public readonly record struct UserRequest(
    TransmissionId Id, int Conversation, int Turn, double NominalSeconds, float[]? Latent);

/// <summary>What one user is going to do.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="User">Who.</param>
/// <param name="GroupSize">Users of the group, who share its rate.</param>
/// <param name="PlaceInGroup">Counted from 0.</param>
/// <param name="DurationSeconds">Nothing is asked for at or after this time.</param>
/// <param name="UsesNominalTime">Whether that is the nominal time, so that the same is asked for in every run.</param>
public sealed record UserPlan(
    Seed Seed, UserId User, int GroupSize, int PlaceInGroup, double DurationSeconds, bool UsesNominalTime);

/// <summary>
/// When a user asks for what: conversations that begin by the arrival process, each with turns a think time after the
/// answer before. All chance is keyed by the transmission, so answers may come in any order and at any time.
/// </summary>
public sealed class UserBehaviour
{
    private const int BitsOfIndex = 20;

    private readonly ArrivalOptions arrivals;
    private readonly DialogOptions dialog;
    private readonly UserPlan plan;
    private readonly ArrivalProcess? process; // null in a closed loop
    private readonly PriorityQueue<UserRequest, double> due = new();
    private readonly Dictionary<TransmissionId, UserRequest> asked = [];
    private int conversations;
    private bool isStopped;

    public UserBehaviour(GroupArrivals arrivals, DialogOptions dialog, UserPlan plan)
    {
        (this.arrivals, this.dialog, this.plan) = (arrivals.Options, dialog, plan);
        if (arrivals.Shape is { } shape) process = new ArrivalProcess(shape, plan);
        if (process is null) Begin(0, 0);
        else BeginNext(process);
    }

    /// <summary>When the next request is due; infinite while the user waits or has nothing more to ask for.</summary>
    public double NextSeconds => due.TryPeek(out _, out var seconds) ? seconds : double.PositiveInfinity;

    /// <summary>Requests without an answer yet.</summary>
    public int Outstanding => asked.Count;

    /// <summary>Whether the user has all answers and nothing more to ask for.</summary>
    public bool IsDone => due.Count == 0 && asked.Count == 0;

    /// <summary>Takes the request that is due next.</summary>
    public UserRequest Take()
    {
        var request = due.Dequeue();
        asked.Add(request.Id, request);
        if (request.Turn == 0 && process is not null) BeginNext(process);
        return request;
    }

    /// <summary>Takes note of how a request ended.</summary>
    /// <param name="id">Which one; false comes back where it is not asked for, or was answered before.</param>
    /// <param name="isDelivered">Whether there is a picture; without one the user cannot find it good enough.</param>
    /// <param name="latent">The picture as the transmitter keeps it; null where there is none.</param>
    /// <param name="nowSeconds">The time.</param>
    public bool Answer(TransmissionId id, bool isDelivered, float[]? latent, double nowSeconds)
    {
        if (!asked.Remove(id, out var request)) return false;
        var isEnough = isDelivered && Key(request.Id).Uniform(1) < dialog.EnoughChance;
        if (request.Turn + 1 < dialog.Turns && !isEnough)
        {
            var next = request with
            {
                Id = IdOf(request.Conversation, request.Turn + 1),
                Turn = request.Turn + 1,
                Latent = latent ?? request.Latent,
            };
            Schedule(next, request.NominalSeconds, nowSeconds);
        }
        else if (process is null)
        {
            Begin(request.NominalSeconds, nowSeconds);
        }
        return true;
    }

    /// <summary>Asks for nothing more.</summary>
    public void Stop()
    {
        isStopped = true;
        due.Clear();
    }

    private void BeginNext(ArrivalProcess process)
    {
        var at = process.Next(conversations);
        if (IsOver(at)) return;
        due.Enqueue(new UserRequest(IdOf(conversations, 0), conversations, 0, at, null), at);
        conversations++;
    }

    private void Begin(double nominalSeconds, double nowSeconds)
    {
        if (IsOver(nominalSeconds)) return;
        Schedule(new UserRequest(IdOf(conversations, 0), conversations, 0, 0, null), nominalSeconds, nowSeconds);
        conversations++;
    }

    private void Schedule(UserRequest request, double nominalSeconds, double nowSeconds)
    {
        var think = ThinkTimes.Draw(arrivals, Key(request.Id));
        request = request with { NominalSeconds = nominalSeconds + think };
        var at = plan.UsesNominalTime ? request.NominalSeconds : nowSeconds + think;
        if (!isStopped && at < plan.DurationSeconds) due.Enqueue(request, nowSeconds + think);
    }

    private bool IsOver(double atSeconds) => isStopped || atSeconds >= plan.DurationSeconds
        || (dialog.Conversations > 0 && conversations >= dialog.Conversations)
        || (conversations + 1) * dialog.Turns >= 1 << BitsOfIndex;

    /// <summary>A number that depends on user, conversation and turn alone, so that runs can be compared.</summary>
    private TransmissionId IdOf(int conversation, int turn) =>
        new(((long)plan.User.Value << BitsOfIndex) | ((long)conversation * dialog.Turns + turn));

    private PhiloxKey Key(TransmissionId id) => new(plan.Seed, StreamPurpose.Users, plan.User, id);
}
